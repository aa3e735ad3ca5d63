package dev.productify.manager.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aNewTokenExpiresWhenItsMakerSays() {
        assertThat(created(Optional.of(EXPIRY), Optional.empty()).expiresAt()).contains(EXPIRY);
        assertThat(created(Optional.empty(), Optional.empty()).expiresAt()).isEmpty();
        assertThat(created(Optional.of(NOW.plusMillis(1)), Optional.empty()).expiresAt())
                .contains(NOW.plusMillis(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.000999Z",
                "2025-12-31T23:59:59Z",
                "0001-01-01T00:00:00Z"
            })
    void anExpiryThatHasPassedIsRefused(String time) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> created(Optional.of(Instant.parse(time)), Optional.empty()))
                .withMessageContaining("expiresAt must lie in the future")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void anExpiryThatNoAnswerCouldWriteIsRefused() {
        Instant latest = Instant.parse("9999-12-31T23:59:59.999Z");

        assertThat(created(Optional.of(latest), Optional.empty()).expiresAt()).contains(latest);
        assertThat(created(Optional.of(latest.plusNanos(1)), Optional.empty()).expiresAt())
                .contains(latest);
        for (Instant later : List.of(latest.plusMillis(1), Instant.MAX)) {
            assertThatExceptionOfType(ManagerException.class)
                    .isThrownBy(() -> created(Optional.of(later), Optional.empty()))
                    .withMessageContaining("year 9999");
        }
    }

    @Test
    void aTokenDoesNotOutliveTheOneThatMadeIt() {
        Optional<Instant> maker = Optional.of(EXPIRY);

        assertThat(created(Optional.empty(), maker).expiresAt()).isEqualTo(maker);
        assertThat(created(maker, maker).expiresAt()).isEqualTo(maker);
        assertThat(created(Optional.of(EXPIRY.minusMillis(1)), maker).expiresAt())
                .contains(EXPIRY.minusMillis(1));
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> created(Optional.of(EXPIRY.plusMillis(1)), maker))
                .withMessageContaining("must not be later than 2026-02-28T12:00:00Z")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
        assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> created(Optional.empty(), Optional.of(NOW)));
    }

    @Test
    void revokingChangesOnceAndForGood() {
        PersonalAccessToken token = token(Optional.of(EXPIRY));

        PersonalAccessToken revoked = token.revoked(NOW.plusSeconds(7));

        assertThat(revoked.isRevoked()).isTrue();
        assertThat(revoked.revokedAt()).contains(NOW.plusSeconds(7));
        assertThat(revoked.updatedAt()).isEqualTo(NOW.plusSeconds(7));
        assertThat(token.updatedAt()).isEqualTo(NOW);
        assertThat(revoked.admits(text, NOW.plusSeconds(7))).isFalse();
        assertThat(revoked.revoked(NOW.plusSeconds(8))).isSameAs(revoked);
    }

    private PersonalAccessToken created(Optional<Instant> expiresAt, Optional<Instant> makerExpiresAt) {
        return PersonalAccessToken.create(
                new PersonalAccessTokenId(new UUID(1, 1)),
                new UserId(new UUID(1, 2)),
                new PersonalAccessToken.Draft(new Name("Notebook"), expiresAt),
                text,
                makerExpiresAt,
                NOW);
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
