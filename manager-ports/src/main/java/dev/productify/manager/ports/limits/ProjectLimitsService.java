package dev.productify.manager.ports.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.util.Map;
import java.util.Optional;

final class ProjectLimitsService implements ProjectLimits {
    private final Guard guard;
    private final Journal journal;
    private final Limits installation;

    ProjectLimitsService(Guard guard, Journal journal, Limits installation) {
        this.guard = guard;
        this.journal = journal;
        this.installation = requireNonNull(installation, "installation");
    }

    @Override
    public Overview find(Call call, ProjectId project) {
        return guard.read(
                call,
                Permission.READ_LIMITS,
                new Target.OfProject(project),
                (stores, place) ->
                        overview(stores, stores.limits().find(project).orElseThrow(ProjectLimitsService::gone)));
    }

    @Override
    public Overview update(Call call, ProjectId project, Map<LimitKind, Patch<Long>> change) {
        return guard.platform(call, "change the limits of a project", stores -> {
            OwnLimits before = stores.limits().lock(project).orElseThrow(ProjectLimitsService::gone);
            OwnLimits after = before.with(change);
            if (after != before) {
                stores.limits().keep(after);
                journal.updated(
                        stores,
                        call,
                        EntityType.PROJECT_LIMITS,
                        project,
                        Optional.of(Place.of(project)),
                        before.audited(),
                        after.audited());
            }
            return overview(stores, after);
        });
    }

    private Overview overview(Stores stores, OwnLimits own) {
        return new Overview(
                own, own.limits().over(installation), stores.limits().used(own.project()));
    }

    private static ManagerException gone() {
        return ManagerException.notFound(EntityType.PROJECT.word());
    }
}
