package dev.productify.manager.ports.testing;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;

import dev.productify.manager.domain.session.ClaimRules;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.session.ProviderClaims;
import dev.productify.manager.domain.session.SignInTicket;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.session.IdentityProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A provider without a network: it knows the codes and tokens that a test gave out, and each code once. */
public final class InMemoryIdentityProvider implements IdentityProvider {
    public static final String ISSUER = "https://id.example.com";
    public static final ClaimRules RULES = new ClaimRules(ISSUER, "manager", Set.of(), Duration.ofSeconds(60));

    private final Map<String, ProviderClaims> codes = new HashMap<>();
    private final Map<String, ProviderClaims> tokens = new HashMap<>();
    private boolean away;

    /** What it says of somebody, for the Manager, for five minutes. */
    public static ProviderClaims claims(String subject, ProvidedPerson person, String nonce, Instant now) {
        return new ProviderClaims(
                ISSUER,
                subject,
                Set.of("manager"),
                Optional.empty(),
                Optional.of(now.plusSeconds(300)),
                Optional.empty(),
                Optional.of(now),
                Optional.ofNullable(nonce),
                false,
                person);
    }

    public void gives(String code, ProviderClaims claims) {
        codes.put(code, claims);
    }

    public void signs(String token, ProviderClaims claims) {
        tokens.put(token, claims);
    }

    /** Whether it does not answer. */
    public void away(boolean now) {
        away = now;
    }

    @Override
    public URI authorization(SignInTicket ticket) {
        requireAnswer();
        return URI.create(ISSUER + "/authorize?state=" + ticket.state());
    }

    @Override
    public ProviderClaims redeem(String code, SignInTicket ticket) {
        requireAnswer();
        return Optional.ofNullable(codes.remove(code))
                .orElseThrow(() -> new ManagerException(UNAUTHENTICATED, "The code is not known"));
    }

    @Override
    public Optional<ProviderClaims> verified(String token, Predicate<ProviderClaims> worthwhile) {
        return Optional.ofNullable(tokens.get(token)).filter(worthwhile).filter(claims -> {
            requireAnswer();
            return true;
        });
    }

    private void requireAnswer() {
        if (away) {
            throw new ManagerException(UNAVAILABLE, "The identity provider does not answer");
        }
    }
}
