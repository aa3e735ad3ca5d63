package dev.productify.manager.ports.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureThrottleTest {
    private static final Duration EACH = Duration.ofSeconds(10);

    private final World clock = new World();
    private final FailureThrottle<String> throttle = new FailureThrottle<>(clock, 3, EACH, 2);

    @Test
    void someFailuresAreFreeAndThenOneInAWhile() {
        fail("a", 2);
        assertThat(throttle.wait("a")).isEmpty();
        fail("a", 1);
        assertThat(throttle.wait("a")).contains(EACH);
        clock.passes(EACH.minusMillis(1));
        assertThat(throttle.wait("a")).contains(Duration.ofMillis(1));
        clock.passes(Duration.ofMillis(1));
        assertThat(throttle.wait("a")).isEmpty();
        fail("a", 1);
        assertThat(throttle.wait("a")).contains(EACH);
    }

    @Test
    void whoWaitsLongEnoughHasAllFailuresAgain() {
        fail("a", 3);
        clock.passes(EACH.multipliedBy(3));
        fail("a", 2);

        assertThat(throttle.wait("a")).isEmpty();
    }

    @Test
    void othersDoNotWait() {
        fail("a", 3);

        assertThat(throttle.wait("b")).isEmpty();
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        fail("a", 3);
        fail("b", 3);
        throttle.wait("a");
        fail("c", 1);

        assertThat(throttle.wait("a")).isPresent();
        assertThat(throttle.wait("b")).isEmpty();
    }

    private void fail(String who, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(who);
        }
    }
}
