package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token of the provider says, once its signature was found to be the provider's. Whether it is meant for the Manager and
 * holds now is for {@link ClaimRules} to say.
 *
 * @param audience for whom it is ({@code aud})
 * @param authorizedParty who got it ({@code azp})
 * @param nonce of the request that led to it
 * @param isEvent whether it tells of something that happened, as logout tokens do, and so says nothing of who calls
 * @param person what it tells of who it is
 */
public record ProviderClaims(
        String issuer,
        String subject,
        Set<String> audience,
        Optional<String> authorizedParty,
        Optional<Instant> expiresAt,
        Optional<Instant> notBefore,
        Optional<Instant> issuedAt,
        Optional<String> nonce,
        boolean isEvent,
        ProvidedPerson person) {
    public ProviderClaims {
        requireNonNull(issuer, "issuer");
        requireNonNull(subject, "subject");
        audience = Set.copyOf(audience);
        requireNonNull(authorizedParty, "authorizedParty");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(notBefore, "notBefore");
        requireNonNull(issuedAt, "issuedAt");
        requireNonNull(nonce, "nonce");
        requireNonNull(person, "person");
    }

    /** Names the person and nothing that the token is proved by. */
    @Override
    public String toString() {
        return "ProviderClaims[" + issuer + ", " + subject + "]";
    }
}
