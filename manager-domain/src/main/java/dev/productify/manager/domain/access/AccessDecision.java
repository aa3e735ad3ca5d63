package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

/** The answer to whether somebody may do something. A value, so that rules are tested without catching. */
public sealed interface AccessDecision {

    record Allowed() implements AccessDecision {}

    /**
     * @param missing what would have been needed
     * @param sight how much of the place the caller may see: with {@link Sight#NONE} the refusal must look as if the
     *     place did not exist
     */
    record Denied(Permission missing, Sight sight) implements AccessDecision {
        public Denied {
            requireNonNull(missing, "missing");
            requireNonNull(sight, "sight");
        }
    }
}
