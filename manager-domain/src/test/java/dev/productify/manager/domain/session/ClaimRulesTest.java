package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final String ISSUER = "https://id.example.com";

    private final ClaimRules rules = new ClaimRules(ISSUER, "manager", Set.of("api"), SKEW);

    /** A token that counts, changed by a test in one respect. */
    private static final class Token {
        String issuer = ISSUER;
        Set<String> audience = Set.of("manager");
        String party;
        Instant expires = NOW.plusSeconds(300);
        Instant notBefore;
        Instant issued = NOW;
        String nonce = "nonce";
        boolean isEvent;

        ProviderClaims claims() {
            return new ProviderClaims(
                    issuer,
                    "subject",
                    audience,
                    Optional.ofNullable(party),
                    Optional.ofNullable(expires),
                    Optional.ofNullable(notBefore),
                    Optional.ofNullable(issued),
                    Optional.ofNullable(nonce),
                    isEvent,
                    ProvidedPerson.UNKNOWN);
        }
    }

    private final Token token = new Token();

    private boolean calls() {
        return rules.refusalOfCaller(token.claims(), NOW).isEmpty();
    }

    private boolean signsIn() {
        return rules.refusalOfSignIn(token.claims(), "nonce", NOW).isEmpty();
    }

    private void assertCounts(boolean counts) {
        assertThat(calls()).isEqualTo(counts);
        assertThat(signsIn()).isEqualTo(counts);
    }

    @Test
    void aTokenOfTheProviderForTheManagerCounts() {
        assertCounts(true);
    }

    @Test
    void anotherIssuerDoesNotCountNotEvenOneThatIsWrittenAlmostAlike() {
        for (String other : Set.of("https://evil.example.com", ISSUER + "/", "https://ID.example.com", "")) {
            token.issuer = other;
            assertCounts(false);
        }
    }

    @Test
    void itCountsUntilItsExpiryAndTheSkew() {
        token.expires = NOW.minus(SKEW).plusMillis(1);
        assertCounts(true);
        token.expires = NOW.minus(SKEW);
        assertCounts(false);
        token.expires = null;
        assertCounts(false);
    }

    @Test
    void itCountsFromItsBeginningLessTheSkew() {
        token.notBefore = NOW.plus(SKEW);
        assertCounts(true);
        token.notBefore = NOW.plus(SKEW).plusMillis(1);
        assertCounts(false);
        token.notBefore = null;
        token.issued = NOW.plus(SKEW);
        assertCounts(true);
        token.issued = NOW.plus(SKEW).plusMillis(1);
        assertCounts(false);
    }

    @Test
    void whoCallsNeedsATokenForTheManagerAListedAudienceOrGotByTheManager() {
        token.audience = Set.of("other");
        assertCounts(false);
        token.audience = Set.of("other", "api");
        assertThat(calls()).isTrue();
        token.audience = Set.of("other");
        token.party = "manager";
        assertThat(calls()).isTrue();
        token.audience = Set.of();
        token.party = "other";
        assertThat(calls()).isFalse();
    }

    @Test
    void aSignInNeedsAnIdTokenForTheManagerThatTheManagerAskedFor() {
        token.audience = Set.of("api");
        assertThat(signsIn()).isFalse();
        token.audience = Set.of("manager", "other");
        assertThat(signsIn()).isFalse();
        token.party = "manager";
        assertThat(signsIn()).isTrue();
        token.audience = Set.of("manager");
        token.party = "other";
        assertThat(signsIn()).isFalse();
    }

    @Test
    void aSignInNeedsItsNonce() {
        token.nonce = "another";
        assertThat(signsIn()).isFalse();
        token.nonce = null;
        assertThat(signsIn()).isFalse();
    }

    @Test
    void whatTellsOfAnEventIsNoCaller() {
        token.isEvent = true;
        assertCounts(false);
    }

    @Test
    void theSkewIsBounded() {
        assertThat(new ClaimRules(ISSUER, "manager", Set.of(), ClaimRules.MOST_SKEW).skew())
                .isEqualTo(ClaimRules.MOST_SKEW);
        assertThatThrownBy(() -> new ClaimRules(ISSUER, "manager", Set.of(), ClaimRules.MOST_SKEW.plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClaimRules(ISSUER, "manager", Set.of(), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
