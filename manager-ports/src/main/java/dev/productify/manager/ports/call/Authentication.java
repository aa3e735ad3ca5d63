package dev.productify.manager.ports.call;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.token.TokenUses;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.InstantSource;

/** Finds out who presents credentials. */
public interface Authentication {
    /** @param tokens as {@link KnownTokens#over} makes it; whether a token is in force is decided anew each time */
    static Authentication of(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock) {
        return of(tokens, clock, TokenUses.FORGOTTEN);
    }

    /** @param uses where it is noted when tokens are used */
    static Authentication of(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock, TokenUses uses) {
        return new AuthenticationService(tokens, clock, uses);
    }

    /**
     * Who it is, and by what proof.
     *
     * @throws ManagerException {@code UNAUTHENTICATED}, worded alike for every secret that is refused
     */
    Caller authenticate(Credentials credentials);
}
