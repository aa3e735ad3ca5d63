package dev.productify.manager.jdbc.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HearingTest {
    private long nanos = Long.MAX_VALUE - 1_000; // it may overflow at any time
    private Instant wall = Instant.parse("2026-01-31T12:00:00Z");
    private final Hearing hearing = new Hearing(() -> nanos, () -> wall);

    @Test
    void atFirstNothingIsAudible() {
        assertThat(hearing.getAsBoolean()).isFalse();
    }

    @Test
    void aHeartbeatIsTrustedForOneSecondFromWhenItBegan() {
        Hearing.Moment began = hearing.now();
        passes(Duration.ofMillis(400));
        hearing.caughtUp(began);

        passes(Duration.ofMillis(600));
        assertThat(hearing.getAsBoolean()).isTrue();
        passes(Duration.ofMillis(1));
        assertThat(hearing.getAsBoolean()).isFalse();
    }

    @Test
    void aHeartbeatThatTookTooLongProvesNothing() {
        Hearing.Moment began = hearing.now();
        passes(Duration.ofMillis(1_001));
        hearing.caughtUp(began);

        assertThat(hearing.getAsBoolean()).isFalse();
    }

    @Test
    void theNextHeartbeatMakesItAudibleAgain() {
        hearing.caughtUp(hearing.now());
        passes(Duration.ofSeconds(5));
        assertThat(hearing.getAsBoolean()).isFalse();

        hearing.caughtUp(hearing.now());

        assertThat(hearing.getAsBoolean()).isTrue();
    }

    @Test
    void aLostSessionIsNotAudibleAtOnce() {
        hearing.caughtUp(hearing.now());
        hearing.lost();

        assertThat(hearing.getAsBoolean()).isFalse();
    }

    @Test
    void aSleepThatStopsTheMonotonicClockIsSeenOnTheWall() {
        hearing.caughtUp(hearing.now());
        wall = wall.plusMillis(1_000);
        assertThat(hearing.getAsBoolean()).isTrue();
        wall = wall.plusMillis(1);
        assertThat(hearing.getAsBoolean()).isFalse();
    }

    @Test
    void aWallClockThatIsSetBackDoesNotProlongTrust() {
        hearing.caughtUp(hearing.now());
        wall = wall.minusSeconds(3_600);

        assertThat(hearing.getAsBoolean()).isFalse();
    }

    private void passes(Duration time) {
        nanos += time.toNanos();
        wall = wall.plus(time);
    }
}
