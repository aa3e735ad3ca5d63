package dev.productify.manager.ports.call;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.session.ProviderSignIn;
import dev.productify.manager.ports.session.SessionSignIn;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.signin.MachineSignIn;
import dev.productify.manager.ports.tx.Door.HeldToken;
import java.time.InstantSource;
import java.util.Optional;

/** Finds out who presents credentials. */
public interface Authentication {
    /**
     * Knows people alone.
     *
     * @param tokens as {@link KnownTokens#over} makes it; whether a token is in force is decided anew each time
     * @param uses where it is noted when tokens are used
     */
    static Authentication of(ReadModel<TokenSelector, HeldToken> tokens, InstantSource clock, LastUses uses) {
        return new AuthenticationService(tokens, Optional.empty(), Optional.empty(), Optional.empty(), clock, uses);
    }

    /** @param machines who knows machine users; without, their credentials are refused as unknown ones are */
    static Authentication of(
            ReadModel<TokenSelector, HeldToken> tokens, MachineSignIn machines, InstantSource clock, LastUses uses) {
        return new AuthenticationService(
                tokens, Optional.of(machines), Optional.empty(), Optional.empty(), clock, uses);
    }

    /**
     * Knows everybody.
     *
     * @param sessions who knows sessions
     * @param provider who knows tokens of the identity provider, where there is one
     */
    static Authentication of(
            ReadModel<TokenSelector, HeldToken> tokens,
            MachineSignIn machines,
            SessionSignIn sessions,
            Optional<ProviderSignIn> provider,
            InstantSource clock,
            LastUses uses) {
        return new AuthenticationService(tokens, Optional.of(machines), Optional.of(sessions), provider, clock, uses);
    }

    /**
     * Who it is, and by what proof.
     *
     * @param source address that they come from, as far as it is believed: wrong passwords are counted by it
     * @throws ManagerException {@code UNAUTHENTICATED}, worded alike for every secret that is refused; {@code
     *     RATE_LIMITED} after too many wrong passwords; {@code UNAVAILABLE} for a token of the identity provider while its keys
     *     are not known
     */
    Caller authenticate(Credentials credentials, String source);

    /** As {@link #authenticate(Credentials, String)}, for what comes from nowhere in particular. */
    default Caller authenticate(Credentials credentials) {
        return authenticate(credentials, "");
    }
}
