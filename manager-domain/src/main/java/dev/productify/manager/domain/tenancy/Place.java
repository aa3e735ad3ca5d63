package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One spot of the tree, with the way to it: a project, a tenant of it, or an application of that. Rights and settings
 * flow from {@linkplain #contains containing} places to contained ones.
 */
public record Place(ProjectId project, Optional<TenantId> tenant, Optional<ApplicationId> application) {
    public Place {
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        if (application.isPresent() && tenant.isEmpty()) {
            throw new IllegalArgumentException("an application lies in a tenant");
        }
    }

    public static Place of(ProjectId project) {
        return new Place(project, Optional.empty(), Optional.empty());
    }

    public static Place of(ProjectId project, TenantId tenant) {
        return new Place(project, Optional.of(tenant), Optional.empty());
    }

    public static Place of(ProjectId project, TenantId tenant, ApplicationId application) {
        return new Place(project, Optional.of(tenant), Optional.of(application));
    }

    public Level level() {
        if (application.isPresent()) {
            return Level.APPLICATION;
        }
        return tenant.isPresent() ? Level.TENANT : Level.PROJECT;
    }

    /** The place right above; a project has none. */
    public Optional<Place> parent() {
        return switch (level()) {
            case PROJECT -> Optional.empty();
            case TENANT -> Optional.of(of(project));
            case APPLICATION -> Optional.of(new Place(project, tenant, Optional.empty()));
        };
    }

    /** Whether the other place is this one or lies below it. */
    public boolean contains(Place other) {
        return project.equals(other.project)
                && (tenant.isEmpty() || tenant.equals(other.tenant))
                && (application.isEmpty() || application.equals(other.application));
    }
}
