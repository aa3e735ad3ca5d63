package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;

/** What a call is about, as the caller names it; the door finds the place. */
public sealed interface Target {
    Level level();

    /** What messages call it. */
    default String word() {
        return switch (level()) {
            case PROJECT -> "Project";
            case TENANT -> "Tenant";
            case APPLICATION -> "Application";
        };
    }

    record OfProject(ProjectId id) implements Target {
        public OfProject {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.PROJECT;
        }
    }

    record OfProjectSlug(Slug slug) implements Target {
        public OfProjectSlug {
            requireNonNull(slug, "slug");
        }

        @Override
        public Level level() {
            return Level.PROJECT;
        }
    }

    record OfTenant(TenantId id) implements Target {
        public OfTenant {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.TENANT;
        }
    }

    record OfTenantSlug(ProjectId project, Slug slug) implements Target {
        public OfTenantSlug {
            requireNonNull(project, "project");
            requireNonNull(slug, "slug");
        }

        @Override
        public Level level() {
            return Level.TENANT;
        }
    }

    record OfApplication(ApplicationId id) implements Target {
        public OfApplication {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }
    }

    record OfApplicationSlug(ProjectId project, TenantId tenant, Slug slug) implements Target {
        public OfApplicationSlug {
            requireNonNull(project, "project");
            requireNonNull(tenant, "tenant");
            requireNonNull(slug, "slug");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }
    }
}
