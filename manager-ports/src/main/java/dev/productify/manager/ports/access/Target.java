package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.languagepack.LanguagePackId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.settings.SettingsId;
import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRunId;
import java.util.Optional;

/** What a call is about, as the caller names it; the door finds the place. */
public sealed interface Target {
    /** At which level it lies; of what may lie at any, the lowest. */
    Level level();

    /** What messages call it. */
    default String word() {
        return switch (level()) {
            case PROJECT -> "Project";
            case TENANT -> "Tenant";
            case APPLICATION -> "Application";
        };
    }

    /**
     * What it takes to know of the target at all: without it the target is refused as if it did not exist. A place itself
     * is known by name to whoever may see anything in it.
     */
    default Optional<Permission> knownBy() {
        return Optional.empty();
    }

    /**
     * Where the permission must be held that a call wants: mostly at the place itself. Whether the target is known is
     * decided at the place all the same.
     */
    default Place decidedAt(Place place) {
        return place;
    }

    /** What is named by its id alone, and kept as a row. */
    sealed interface OfRow extends Target {
        Id id();
    }

    record OfProject(ProjectId id) implements OfRow {
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

    record OfTenant(TenantId id) implements OfRow {
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

    record OfApplication(ApplicationId id) implements OfRow {
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

    /**
     * A member of a place, and with that the place.
     *
     * @param level of the place; a member of another level is not found
     */
    record OfMember(Level level, MemberId id) implements Target {
        static final String WORD = "Membership";

        public OfMember {
            requireNonNull(level, "level");
            requireNonNull(id, "id");
        }

        @Override
        public String word() {
            return WORD;
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ_MEMBERS);
        }
    }

    /** A machine user, whose place is its tenant. */
    record OfMachineUser(MachineUserId id) implements OfRow {
        public OfMachineUser {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.TENANT;
        }

        @Override
        public String word() {
            return "MachineUser";
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.MANAGE_MACHINE_USERS);
        }
    }

    /** The settings of a level, whatever the level: the door tells. */
    record OfSettings(SettingsId id) implements Target {
        public OfSettings {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return id.kind().word();
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ);
        }
    }

    /** A language pack, whose place is its project. */
    record OfLanguagePack(LanguagePackId id) implements OfRow {
        public OfLanguagePack {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.PROJECT;
        }

        @Override
        public String word() {
            return "LanguagePack";
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ);
        }
    }

    /** An endpoint, whose place is its application. */
    record OfEndpoint(EndpointId id) implements OfRow {
        static final String WORD = "Endpoint";

        public OfEndpoint {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return WORD;
        }
    }

    /**
     * Who may call an endpoint. Its place is that of the endpoint, which its readers know; the tenant's administrators
     * alone decide on it, since the machine users are the tenant's.
     */
    record OfEndpointGrants(EndpointId endpoint) implements Target {
        public OfEndpointGrants {
            requireNonNull(endpoint, "endpoint");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return OfEndpoint.WORD;
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ);
        }

        @Override
        public Place decidedAt(Place place) {
            return place.parent().orElse(place);
        }
    }

    /** One grant of an endpoint, whose place is the tenant. */
    record OfEndpointGrant(EndpointGrantId id) implements OfRow {
        public OfEndpointGrant {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.TENANT;
        }

        @Override
        public String word() {
            return "MachineUser2Endpoint";
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.MANAGE_MACHINE_USERS);
        }
    }

    /** A trigger, whose place is its application. */
    record OfTrigger(TriggerId id) implements OfRow {
        public OfTrigger {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return "Trigger";
        }
    }

    /** A run of a trigger, whose place is the application, also when the trigger is gone. */
    record OfTriggerRun(TriggerRunId id) implements OfRow {
        public OfTriggerRun {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return "TriggerRun";
        }
    }

    /** What a backend answered to an attempt of a run, whose place is the application. */
    record OfTriggerAttempt(AttemptId id) implements OfRow {
        public OfTriggerAttempt {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.APPLICATION;
        }

        @Override
        public String word() {
            return "Answer";
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ);
        }
    }

    /** A backend, whose place is its tenant. */
    record OfBackend(BackendId id) implements OfRow {
        public OfBackend {
            requireNonNull(id, "id");
        }

        @Override
        public Level level() {
            return Level.TENANT;
        }

        @Override
        public String word() {
            return "Backend";
        }

        @Override
        public Optional<Permission> knownBy() {
            return Optional.of(Permission.READ);
        }
    }
}
