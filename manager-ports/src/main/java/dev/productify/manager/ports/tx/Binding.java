package dev.productify.manager.ports.tx;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.Optional;

/**
 * What a transaction may touch. Each is bound to exactly one of these, and everything outside does not exist for it: the
 * database enforces that a second time by row-level security.
 */
public sealed interface Binding {

    /** A project with all that is in it, or one tenant of it with all that is in that. */
    record Place(ProjectId project, Optional<TenantId> tenant) implements Binding {
        public Place {
            requireNonNull(project, "project");
            requireNonNull(tenant, "tenant");
        }

        public static Place of(dev.productify.manager.domain.tenancy.Place place) {
            return new Place(place.project(), place.tenant());
        }
    }

    /** All that a principal may see: for lists and for what is loaded in batches. */
    record Reach(Principal principal) implements Binding {
        public Reach {
            requireNonNull(principal, "principal");
        }
    }

    /** What belongs to one person alone, such as their tokens; of all else no more than their memberships show. */
    record Own(UserId user) implements Binding {
        public Own {
            requireNonNull(user, "user");
        }
    }

    /** The whole installation. The reason is logged. */
    record Platform(String reason) implements Binding {
        public Platform {
            requireNonNull(reason, "reason");
        }
    }
}
