package dev.productify.manager.ports.settings;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Target;
import java.util.Optional;
import java.util.stream.Stream;

/** The levels that a caller names. */
public record LevelIds(Optional<ProjectId> project, Optional<TenantId> tenant, Optional<ApplicationId> application) {
    public LevelIds {
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
    }

    public static LevelIds of(ProjectId project) {
        return new LevelIds(Optional.of(project), Optional.empty(), Optional.empty());
    }

    public static LevelIds of(TenantId tenant) {
        return new LevelIds(Optional.empty(), Optional.of(tenant), Optional.empty());
    }

    public static LevelIds of(ApplicationId application) {
        return new LevelIds(Optional.empty(), Optional.empty(), Optional.of(application));
    }

    /** The only one that is named. */
    Target only() {
        if (Stream.of(project, tenant, application).filter(Optional::isPresent).count() != 1) {
            throw ManagerException.badInput("Give exactly one of projectID, tenantID and applicationID");
        }
        return nearest();
    }

    /** The lowest one that is named. */
    Target nearest() {
        return application
                .<Target>map(Target.OfApplication::new)
                .or(() -> tenant.map(Target.OfTenant::new))
                .or(() -> project.map(Target.OfProject::new))
                .orElseThrow(() -> ManagerException.badInput("Give at least one of project, tenant and application"));
    }

    /** Refuses what does not lie on the way to the place: the same words whether it lies elsewhere or nowhere. */
    void requireOnTheWayTo(Place place) {
        boolean onTheWay = project.map(place.project()::equals).orElse(true)
                && tenant.map(id -> place.tenant().equals(Optional.of(id))).orElse(true);
        if (!onTheWay) {
            throw ManagerException.badInput(
                    "project, tenant and application must lie in each other; leave out all but the last of them");
        }
    }
}
