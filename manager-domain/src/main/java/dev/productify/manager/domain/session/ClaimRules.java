package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * When a token of the provider counts (contract A6; OpenID Connect Core 1.0, section 3.1.3.7; RFC 9068, section 4).
 *
 * @param issuer the provider, as it names itself; compared by characters
 * @param clientId what the provider calls the Manager
 * @param audiences for whom tokens may be besides, where clients other than the Manager ask for them
 * @param skew how far the clocks of provider and Manager may lie apart
 */
public record ClaimRules(String issuer, String clientId, Set<String> audiences, Duration skew) {
    /** More would be no clock that is a little off. */
    public static final Duration MOST_SKEW = Duration.ofMinutes(5);

    public ClaimRules {
        requireNonNull(issuer, "issuer");
        requireNonNull(clientId, "clientId");
        audiences = Set.copyOf(audiences);
        if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("clocks lie apart by at most " + MOST_SKEW);
        }
    }

    /** Why a token that somebody calls with does not count, in words for the log; empty when it does. */
    public Optional<String> refusalOfCaller(ProviderClaims claims, Instant now) {
        return refusal(claims, now)
                .or(() -> isForUs(claims) ? Optional.empty() : Optional.of("it is for somebody else"));
    }

    /**
     * Why an ID token does not end a sign-in, in words for the log; empty when it does.
     *
     * @param nonce of the ticket that the sign-in began with
     */
    public Optional<String> refusalOfSignIn(ProviderClaims claims, String nonce, Instant now) {
        return refusal(claims, now).or(() -> {
            if (!claims.audience().contains(clientId)) {
                return Optional.of("it is for another client");
            }
            if (claims.authorizedParty()
                            .filter(party -> !party.equals(clientId))
                            .isPresent()
                    || claims.audience().size() > 1 && claims.authorizedParty().isEmpty()) {
                return Optional.of("another client asked for it");
            }
            return claims.nonce().filter(nonce::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of("its nonce is not that of this sign-in");
        });
    }

    private boolean isForUs(ProviderClaims claims) {
        return claims.audience().contains(clientId)
                || claims.authorizedParty().filter(clientId::equals).isPresent()
                || claims.audience().stream().anyMatch(audiences::contains);
    }

    private Optional<String> refusal(ProviderClaims claims, Instant now) {
        if (!claims.issuer().equals(issuer)) {
            return Optional.of("another provider issued it");
        }
        if (claims.isEvent()) {
            return Optional.of("it tells of an event");
        }
        if (claims.expiresAt().filter(end -> now.isBefore(end.plus(skew))).isEmpty()) {
            return Optional.of("it has expired, or does not say when it will");
        }
        if (claims.notBefore().filter(begin -> now.isBefore(begin.minus(skew))).isPresent()) {
            return Optional.of("it does not hold yet");
        }
        return claims.issuedAt()
                        .filter(issued -> now.isBefore(issued.minus(skew)))
                        .isPresent()
                ? Optional.of("it was issued in the future")
                : Optional.empty();
    }
}
