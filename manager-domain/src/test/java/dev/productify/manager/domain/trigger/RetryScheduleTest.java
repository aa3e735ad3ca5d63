package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final RetrySchedule SCHEDULE = RetrySchedule.STANDARD;
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant NEVER = NOW.plus(Duration.ofDays(365));

    private static Duration waitAfter(int attempts, double drawn) {
        RandomGenerator random = new Random() {
            @Override
            public double nextDouble() {
                return drawn;
            }
        };
        Instant at =
                SCHEDULE.next(attempts, NOW, Optional.empty(), NEVER, random).orElseThrow();
        return Duration.between(NOW, at);
    }

    @Test
    void eachWaitIsTwiceAsLongUpToAnHour() {
        List<Duration> waits = new ArrayList<>();
        for (int attempts = 1; attempts <= 12; attempts++) {
            waits.add(waitAfter(attempts, 0));
        }
        assertThat(waits.stream().map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L);
        assertThat(waitAfter(1_000_000, 0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aWaitIsDrawnFromItsUpperHalf() {
        assertThat(waitAfter(3, 0)).isEqualTo(Duration.ofSeconds(20));
        assertThat(waitAfter(3, 0.5)).isEqualTo(Duration.ofSeconds(15));
        assertThat(waitAfter(3, Math.nextDown(1.0))).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_001));
    }

    @Test
    void aBackendMayAskForALongerWaitAndNotForAShorterOne() {
        assertThat(next(Optional.of(Duration.ofMinutes(7)), NEVER)).contains(NOW.plus(Duration.ofMinutes(7)));
        assertThat(next(Optional.of(Duration.ofMillis(1)), NEVER).orElseThrow()).isAfter(NOW.plusSeconds(2));
    }

    private static Optional<Instant> next(Optional<Duration> wanted, Instant end) {
        return SCHEDULE.next(1, NOW, wanted, end, new Random(5));
    }

    @Test
    void nothingIsTriedFromTheEndOn() {
        Instant at = next(Optional.of(Duration.ofMinutes(1)), NEVER).orElseThrow();

        assertThat(next(Optional.of(Duration.ofMinutes(1)), at.plusMillis(1))).contains(at);
        assertThat(next(Optional.of(Duration.ofMinutes(1)), at)).isEmpty();
    }

    @Test
    void theEndIsTheNextInstantOrADay() {
        assertThat(SCHEDULE.end(NOW, Optional.of(NOW.plusSeconds(60)))).isEqualTo(NOW.plusSeconds(60));
        assertThat(SCHEDULE.end(NOW, Optional.of(NOW.plus(Duration.ofDays(2)))))
                .isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(SCHEDULE.end(NOW, Optional.empty())).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }
}
