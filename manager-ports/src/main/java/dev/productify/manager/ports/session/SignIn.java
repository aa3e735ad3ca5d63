package dev.productify.manager.ports.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.session.ReturnPath;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.tx.Transactions;
import java.net.URI;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * People sign in with OpenID Connect: authorization code with PKCE, {@code state} and {@code nonce} (contract A8; OpenID Connect
 * Core 1.0, section 3.1; RFC 9700, section 2.1). Both methods throw {@link ManagerException} {@code UNAVAILABLE} while the
 * provider does not answer, and {@code NOT_FOUND} where none is configured.
 */
public interface SignIn {
    /** @param random {@code SecureRandom} outside of tests */
    static SignIn of(
            Optional<OpenIdConnect> oidc,
            Transactions transactions,
            Journal journal,
            SessionTimes times,
            RandomGenerator random) {
        return new SignInService(oidc, transactions, journal, times, random);
    }

    /**
     * Sends somebody to the provider.
     *
     * @param redirect where the provider sends them back to
     */
    Beginning begin(URI redirect, ReturnPath returnTo);

    /** @param ticket for the browser alone to keep */
    record Beginning(URI authorization, SignInTicket ticket) {}

    /**
     * Takes somebody back who was at the provider, and begins a session for them.
     *
     * @throws ManagerException {@code UNAUTHENTICATED} when what came does not belong to the ticket, the provider refused, or
     *     the person is disabled; its message says what to do
     */
    SignedIn complete(Arrival arrival);

    /**
     * What a browser brought from the provider (RFC 6749, section 4.1.2; RFC 9207).
     *
     * @param ticket which it held meanwhile
     * @param requestId for the audit log, as are the last two
     */
    record Arrival(
            Optional<SignInTicket> ticket,
            Optional<String> state,
            Optional<String> code,
            Optional<String> error,
            Optional<String> issuer,
            String requestId,
            Optional<String> sourceAddress,
            Optional<String> userAgent) {
        public Arrival {
            requireNonNull(ticket, "ticket");
            requireNonNull(state, "state");
            requireNonNull(code, "code");
            requireNonNull(error, "error");
            requireNonNull(issuer, "issuer");
            requireNonNull(requestId, "requestId");
            requireNonNull(sourceAddress, "sourceAddress");
            requireNonNull(userAgent, "userAgent");
        }

        /** Shows no code. */
        @Override
        public String toString() {
            return "Arrival[" + ticket + "]";
        }
    }

    /** @param secret the only time that it is seen */
    record SignedIn(TokenText secret, Session session, ReturnPath returnTo) {}
}
