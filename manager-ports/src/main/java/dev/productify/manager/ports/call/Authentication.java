package dev.productify.manager.ports.call;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.InstantSource;

/** Finds out who presents credentials. */
public interface Authentication {
    /** @param tokens as {@link KnownTokens#over} makes it; whether a token is in force is decided anew each time */
    static Authentication of(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock) {
        return new AuthenticationService(tokens, clock);
    }

    /**
     * Who it is.
     *
     * @throws ManagerException {@code UNAUTHENTICATED}, worded alike for every secret that is refused
     */
    Principal authenticate(Credentials credentials);
}
