package dev.productify.manager.ports.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Duration EACH = Duration.ofSeconds(10);

    private final World clock = new World();
    private final Throttle<String> throttle = new Throttle<>(clock, new Rate(1, EACH, 3), 2);

    @Test
    void someTurnsAreFreeAndThenOneInAWhile() {
        count("a", 2);
        assertThat(throttle.wait("a")).isEmpty();
        count("a", 1);
        assertThat(throttle.wait("a")).contains(EACH);
        clock.passes(EACH.minusMillis(1));
        assertThat(throttle.wait("a")).contains(Duration.ofMillis(1));
        clock.passes(Duration.ofMillis(1));
        assertThat(throttle.wait("a")).isEmpty();
        count("a", 1);
        assertThat(throttle.wait("a")).contains(EACH);
    }

    @Test
    void whoWaitsLongEnoughHasAllTurnsAgain() {
        count("a", 3);
        clock.passes(EACH.multipliedBy(3));
        count("a", 2);

        assertThat(throttle.wait("a")).isEmpty();
    }

    @Test
    void othersDoNotWait() {
        count("a", 3);

        assertThat(throttle.wait("b")).isEmpty();
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        count("a", 3);
        count("b", 3);
        throttle.wait("a");
        count("c", 1);

        assertThat(throttle.wait("a")).isPresent();
        assertThat(throttle.wait("b")).isEmpty();
    }

    @Test
    void aTurnIsTakenWhenThereIsOneAndSaysWhatRemains() {
        assertThat(throttle.take("a")).isEqualTo(new Throttle.Turn(true, 2, Duration.ZERO, EACH));
        assertThat(throttle.take("a")).isEqualTo(new Throttle.Turn(true, 1, Duration.ZERO, EACH.multipliedBy(2)));
        assertThat(throttle.take("a")).isEqualTo(new Throttle.Turn(true, 0, EACH, EACH.multipliedBy(3)));
        assertThat(throttle.take("a")).isEqualTo(new Throttle.Turn(false, 0, EACH, EACH.multipliedBy(3)));

        clock.passes(EACH.minusNanos(1));
        assertThat(throttle.take("a").admitted()).isFalse();
        clock.passes(Duration.ofNanos(1));
        assertThat(throttle.take("a").admitted()).isTrue();
        assertThat(throttle.take("a").admitted()).isFalse();
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitLongerThanForOneTurn() {
        count("a", 3);
        clock.passes(Duration.ofDays(-1));

        assertThat(throttle.wait("a")).contains(EACH);
        clock.passes(EACH);
        assertThat(throttle.take("a").admitted()).isTrue();
    }

    /** However requests come, in no period there are more than the rate and the burst allow. */
    @Test
    void inNoSpanOfTimeThereAreMoreTurnsThanTheRateAndTheBurstAllow() {
        Rate rate = new Rate(10, Duration.ofSeconds(1), 5);
        Throttle<String> bucket = new Throttle<>(clock, rate, 10);
        Random random = new Random(11);
        Deque<Long> taken = new ArrayDeque<>();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            long pause = random.nextInt(120);
            clock.passes(Duration.ofMillis(pause));
            now += pause;
            if (bucket.take("a").admitted()) {
                taken.add(now);
            }
            long since = now - 1_000;
            taken.removeIf(at -> at <= since);
            assertThat(taken.size()).isLessThanOrEqualTo(15);
        }
    }

    @Test
    void aFloodOfOthersTakesNoMoreMemoryThanWasSaid() {
        int most = 2_000;
        Throttle<Integer> many = new Throttle<>(clock, Rate.of(1, EACH), most);

        IntStream.range(0, 20 * most).forEach(many::take);

        assertThat(many.size()).isBetween(most / 2, most);
        assertThat(many.take(20 * most - 1).admitted())
                .as("the last ones are remembered")
                .isFalse();
        assertThat(many.take(0).admitted()).as("the first ones are forgotten").isTrue();
    }

    @Test
    void whoComesAgainAndAgainIsRememberedInAFlood() {
        Throttle<Integer> many = new Throttle<>(clock, Rate.of(1, Duration.ofDays(1)), 2_000);
        many.take(-1);
        for (int i = 0; i < 20_000; i++) {
            many.take(i);
            if (i % 100 == 0) {
                assertThat(many.take(-1).admitted()).isFalse();
            }
        }
    }

    @Test
    void threadsAtOnceGetNoMoreTurnsThanThereAre() {
        Throttle<String> shared = new Throttle<>(clock, Rate.of(100, Duration.ofHours(1)), 2_000);
        AtomicInteger admitted = new AtomicInteger();

        IntStream.range(0, 1_000).parallel().forEach(i -> {
            if (shared.take("a").admitted()) {
                admitted.incrementAndGet();
            }
        });

        assertThat(admitted).hasValue(100);
    }

    private void count(String who, int times) {
        for (int i = 0; i < times; i++) {
            throttle.count(who);
        }
    }
}
