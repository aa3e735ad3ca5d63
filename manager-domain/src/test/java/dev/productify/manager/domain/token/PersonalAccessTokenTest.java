package dev.productify.manager.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalAccessTokenTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant EXPIRY = Instant.parse("2026-02-28T12:00:00Z");
    private static final Random RANDOM = new Random(19);

    private final TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);

    @Test
    void aTokenIsRefusedFromItsExpiryOn() {
        PersonalAccessToken token = token(Optional.of(EXPIRY));

        assertThat(token.admits(text, NOW)).isTrue();
        assertThat(token.admits(text, EXPIRY.minusNanos(1))).isTrue();
        assertThat(token.admits(text, EXPIRY)).isFalse();
        assertThat(token.admits(text, EXPIRY.plusNanos(1))).isFalse();
    }

    @Test
    void aTokenWithoutExpiryDoesNotExpire() {
        assertThat(token(Optional.empty()).admits(text, Instant.MAX)).isTrue();
    }

    @Test
    void aRevokedTokenIsRefusedWhateverTheTime() {
        PersonalAccessToken token = token(Optional.empty());
        PersonalAccessToken revoked = new PersonalAccessToken(
                token.id(),
                token.user(),
                token.name(),
                token.selector(),
                token.hash(),
                token.displayPrefix(),
                token.expiresAt(),
                Optional.of(NOW),
                token.lastUsedAt(),
                token.createdAt());

        assertThat(revoked.admits(text, NOW)).isFalse();
        assertThat(revoked.admits(text, NOW.minusSeconds(1))).isFalse();
        assertThat(revoked.audited()).containsEntry("revoked", true);
    }

    @Test
    void anotherSecretIsRefused() {
        assertThat(token(Optional.empty()).admits(TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM), NOW))
                .isFalse();
    }

    @Test
    void theAuditLogGetsNothingOfTheSecretButItsDisplayPrefix() {
        PersonalAccessToken token = token(Optional.of(EXPIRY));

        assertThat(token.audited())
                .containsExactly(
                        entry("name", "Notebook"),
                        entry("tokenPrefix", text.reveal().substring(0, 12)),
                        entry("expiresAt", "2026-02-28T12:00:00Z"),
                        entry("revoked", false));
        assertThat(token.toString()).doesNotContain(text.reveal().substring(20));
    }

    private PersonalAccessToken token(Optional<Instant> expiresAt) {
        return PersonalAccessToken.of(
                new PersonalAccessTokenId(new UUID(1, 1)),
                new UserId(new UUID(1, 2)),
                new Name("Notebook"),
                text,
                expiresAt,
                NOW);
    }
}
