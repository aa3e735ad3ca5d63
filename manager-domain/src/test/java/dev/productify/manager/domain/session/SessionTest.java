package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final TokenText secret = TokenText.generate(TokenKind.SESSION, new Random(1));
    private final Session session = Session.begin(
            new SessionId(new UUID(1, 1)),
            new UserId(new UUID(2, 2)),
            secret,
            new SessionTimes(IDLE, LIFETIME),
            Optional.empty(),
            Optional.empty(),
            NOW);

    @Test
    void itsSecretProvesItAndNoOther() {
        assertThat(session.isProvedBy(secret)).isTrue();
        assertThat(session.isProvedBy(TokenText.generate(TokenKind.SESSION, new Random(2))))
                .isFalse();
        assertThat(session.toString()).doesNotContain(secret.reveal());
        assertThat(session.audited().toString()).doesNotContain(secret.reveal().substring(4, 20));
    }

    @Test
    void itExpiresHoweverMuchItIsUsed() {
        Session used = session.usedAt(NOW.plus(LIFETIME));

        assertThat(used.isExpired(NOW.plus(LIFETIME).minusMillis(1))).isFalse();
        assertThat(used.isExpired(NOW.plus(LIFETIME))).isTrue();
    }

    @Test
    void itIsIdleFromItsLastUseOn() {
        assertThat(session.isIdle(IDLE, NOW.plus(IDLE).minusMillis(1))).isFalse();
        assertThat(session.isIdle(IDLE, NOW.plus(IDLE))).isTrue();
        assertThat(session.usedAt(NOW.plusMillis(1)).isIdle(IDLE, NOW.plus(IDLE)))
                .isFalse();
    }

    @Test
    void itMayNotBeIdleForLongerThanItLives() {
        assertThat(new SessionTimes(IDLE, IDLE).lifetime()).isEqualTo(IDLE);
        assertThatThrownBy(() -> new SessionTimes(IDLE, IDLE.minusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionTimes(Duration.ZERO, IDLE)).isInstanceOf(IllegalArgumentException.class);
    }
}
