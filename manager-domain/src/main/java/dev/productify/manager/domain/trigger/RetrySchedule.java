package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a callback that failed is tried again (contract R3): each wait is twice as long as the one before, up to the longest
 * one, and each is drawn from its upper half, so that backends which failed together are not all asked together.
 *
 * @param first the wait behind the first attempt, before it is drawn
 * @param longest the longest wait, before it is drawn
 * @param horizon how long after its instant a run is tried at all
 */
public record RetrySchedule(Duration first, Duration longest, Duration horizon) {
    /** What holds: 5 s, 10 s, 20 s and so on, up to an hour, for a day. */
    public static final RetrySchedule STANDARD =
            new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(24));

    public RetrySchedule {
        requireNonNull(first, "first");
        requireNonNull(longest, "longest");
        requireNonNull(horizon, "horizon");
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits grow from more than nothing");
        }
    }

    /**
     * Until when a run is tried again: until the instant behind it is due, and no longer than the horizon.
     *
     * @param next the instant behind it, if there is one
     */
    public Instant end(Instant scheduledAt, Optional<Instant> next) {
        Instant end = scheduledAt.plus(horizon);
        return next.filter(instant -> instant.isBefore(end)).orElse(end);
    }

    /**
     * When to try again.
     *
     * @param attempts how many there were, at least one
     * @param wanted what the backend asked to wait at least
     * @param end of all trying
     * @return empty when the next attempt would come too late
     */
    public Optional<Instant> next(
            int attempts, Instant failedAt, Optional<Duration> wanted, Instant end, RandomGenerator random) {
        // Beyond 2^40 the longest wait was reached long ago.
        long doubled = first.toMillis() << Math.min(attempts - 1, 40);
        long millis = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        Duration drawn = Duration.ofMillis(millis - (long) (millis / 2.0 * random.nextDouble()));
        Duration wait = wanted.filter(least -> least.compareTo(drawn) > 0).orElse(drawn);
        Instant at = failedAt.plus(wait);
        return at.isBefore(end) ? Optional.of(at) : Optional.empty();
    }
}
