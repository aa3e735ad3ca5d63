package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.token.TokenText;
import java.time.Instant;

/**
 * A token that has a successor, and is taken for a while longer, so that all who use it can change over.
 *
 * @param until from this instant on it is refused
 */
public record RetiringToken(IssuedToken token, Instant until) {
    public RetiringToken {
        requireNonNull(token, "token");
        requireNonNull(until, "until");
    }

    boolean admits(TokenText presented, Instant now) {
        return token.is(presented) && now.isBefore(until);
    }
}
