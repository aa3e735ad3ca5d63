package dev.productify.manager.ports.signin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets somebody fail a number of times at once, and then once in a while: a leaky bucket, of which the time when it will
 * be empty is all that is kept. Of those who failed, only the last ones are remembered, so that memory is bounded. Safe
 * for use by many threads.
 *
 * @param <K> who fails
 */
final class FailureThrottle<K> {
    private final InstantSource clock;
    private final int burst;
    private final Duration each;
    private final int most;
    private final Map<K, Instant> emptyAt = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param burst failures that are free
     * @param each how long until a further one is
     * @param most how many are remembered
     */
    FailureThrottle(InstantSource clock, int burst, Duration each, int most) {
        this.clock = requireNonNull(clock, "clock");
        this.burst = burst;
        this.each = requireNonNull(each, "each");
        this.most = most;
    }

    /** How long that one has to wait before trying again; empty when not at all. */
    synchronized Optional<Duration> wait(K who) {
        Instant empty = emptyAt.get(who);
        if (empty == null) {
            return Optional.empty();
        }
        Duration full = Duration.between(clock.instant(), empty);
        if (full.isNegative() || full.isZero()) {
            emptyAt.remove(who);
            return Optional.empty();
        }
        Duration wait = full.minus(each.multipliedBy(burst - 1L));
        return wait.isNegative() || wait.isZero() ? Optional.empty() : Optional.of(wait);
    }

    synchronized void failed(K who) {
        Instant now = clock.instant();
        Instant empty = emptyAt.getOrDefault(who, now);
        emptyAt.put(who, (empty.isBefore(now) ? now : empty).plus(each));
        if (emptyAt.size() > most) {
            emptyAt.remove(emptyAt.keySet().iterator().next());
        }
    }
}
