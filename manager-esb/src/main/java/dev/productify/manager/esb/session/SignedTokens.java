package dev.productify.manager.esb.session;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.session.ProviderClaims;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads JSON Web Tokens and checks their signatures. Only asymmetric algorithms are known: what is signed with a secret, or not
 * at all, is no token of a provider, whatever it says (RFC 8725, section 3.1).
 */
final class SignedTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** Other types are of tokens that tell nothing of a caller (RFC 8725, section 3.11). */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static final int LEAST_RSA_BITS = 2048;

    private SignedTokens() {}

    /** A token whose signature was not looked at yet. */
    record Unverified(SignedJWT token, ProviderClaims claims) {
        /** Whether one of the keys made its signature. */
        boolean isSignedBy(JWKSet keys) {
            JWKMatcher matcher = JWKMatcher.forJWSHeader(token.getHeader());
            return new JWKSelector(matcher).select(keys).stream().anyMatch(key -> isSignedBy(token, key));
        }

        private static boolean isSignedBy(SignedJWT token, JWK key) {
            try {
                Optional<JWSVerifier> verifier = verifier(key);
                return verifier.isPresent() && token.verify(verifier.get());
            } catch (JOSEException | IllegalStateException notThisKey) {
                return false;
            }
        }

        private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
            if (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS) {
                return Optional.of(new RSASSAVerifier(rsa));
            }
            return key instanceof ECKey curve ? Optional.of(new ECDSAVerifier(curve)) : Optional.empty();
        }
    }

    /** Empty for what is no token that a provider could have signed. */
    static Optional<Unverified> read(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            JWSHeader header = token.getHeader();
            boolean isKnown = ALGORITHMS.contains(header.getAlgorithm())
                    && header.getCriticalParams() == null
                    && isTypeOf(header.getType());
            return isKnown ? Optional.of(new Unverified(token, claims(token.getJWTClaimsSet()))) : Optional.empty();
        } catch (ParseException | RuntimeException noToken) {
            return Optional.empty();
        }
    }

    private static boolean isTypeOf(JOSEObjectType type) {
        return type == null || TYPES.contains(type.getType().toLowerCase(Locale.ROOT));
    }

    private static ProviderClaims claims(JWTClaimsSet set) throws ParseException {
        return new ProviderClaims(
                set.getIssuer() == null ? "" : set.getIssuer(),
                set.getSubject() == null ? "" : set.getSubject(),
                new HashSet<>(set.getAudience()),
                text(set, "azp"),
                time(set.getExpirationTime()),
                time(set.getNotBeforeTime()),
                time(set.getIssueTime()),
                text(set, "nonce"),
                set.getClaim("events") != null,
                person(set));
    }

    private static ProvidedPerson person(JWTClaimsSet set) throws ParseException {
        boolean isDoubtful = Boolean.FALSE.equals(set.getClaim("email_verified"));
        return new ProvidedPerson(
                text(set, "preferred_username"), isDoubtful ? Optional.empty() : text(set, "email"), text(set, "name"));
    }

    private static Optional<String> text(JWTClaimsSet set, String claim) throws ParseException {
        return Optional.ofNullable(set.getStringClaim(claim)).filter(text -> !text.isBlank());
    }

    private static Optional<Instant> time(Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }
}
