package dev.productify.manager.ports.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The one row of the audit log that a change writes (contract L1).
 *
 * @param at where it happened; what is made or changed there may be a project or tenant by itself, and then that is the
 *     place. Empty for what belongs to no project
 * @param isOnce whether the same again is no change, so that it writes no further row
 */
public record Audited(String action, String entityType, Optional<Spot> at, boolean isOnce) {
    public Audited {
        requireNonNull(action, "action");
        requireNonNull(entityType, "entityType");
        requireNonNull(at, "at");
    }

    public static Audited at(Spot spot, String action, String entityType) {
        return new Audited(action, entityType, Optional.of(spot), !action.equals("create"));
    }

    public static Audited nowhere(String action, String entityType) {
        return new Audited(action, entityType, Optional.empty(), !action.equals("create"));
    }

    /** The same for a change that is one each time, such as that of a generated secret. */
    public Audited eachTime() {
        return new Audited(action, entityType, at, false);
    }
}
