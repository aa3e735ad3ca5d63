package dev.productify.manager.ports.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.changes.ReadModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who calls with a token of the provider: an ID token of ours, or an access token that is meant for the Manager (contract A6).
 * Somebody who never came before becomes a user, if the token says what they are called.
 */
public final class ProviderSignIn {
    /** Longer ones are not looked at. */
    private static final int MOST_CHARACTERS = 12_000;

    private static final Call CALL = Call.ofSystem("provider-token");

    private final OpenIdConnect oidc;
    private final ReadModel<ExternalIdentity, User> identities;
    private final Newcomers newcomers;
    private final InstantSource clock;

    /** @param identities as {@link KnownIdentities#over} makes it */
    public ProviderSignIn(
            OpenIdConnect oidc,
            ReadModel<ExternalIdentity, User> identities,
            Newcomers newcomers,
            InstantSource clock) {
        this.oidc = requireNonNull(oidc, "oidc");
        this.identities = requireNonNull(identities, "identities");
        this.newcomers = requireNonNull(newcomers, "newcomers");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * @return empty for whatever does not count
     * @throws dev.productify.manager.domain.shared.ManagerException {@code UNAVAILABLE} when the token may count, but the
     *     provider's keys are not known and it does not answer
     */
    public Optional<Caller> byToken(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return oidc.provider()
                .verified(
                        token,
                        claims -> oidc.rules().refusalOfCaller(claims, now).isEmpty())
                .flatMap(claims -> identity(claims)
                        .flatMap(identity -> user(identity, claims))
                        .filter(user -> !user.disabled())
                        .map(user -> caller(user, claims)));
    }

    private static Optional<ExternalIdentity> identity(ProviderClaims claims) {
        try {
            return Optional.of(new ExternalIdentity(claims.issuer(), claims.subject()));
        } catch (IllegalArgumentException noSubject) {
            return Optional.empty();
        }
    }

    private Optional<User> user(ExternalIdentity identity, ProviderClaims claims) {
        return identities
                .get(identity)
                .or(() -> claims.person().isNamed()
                        ? Optional.of(newcomers.user(CALL, identity, claims.person()))
                        : Optional.empty());
    }

    private static Caller caller(User user, ProviderClaims claims) {
        return new Caller(
                new Principal.Person(user.id(), user.username(), user.platformAdministrator()),
                new Proof.OfProviderToken(claims.expiresAt()));
    }
}
