package dev.productify.manager.domain.limits;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often something may happen: so many at once, and from then on evenly spread over a period.
 *
 * @param count how many may happen in the period, in the long run
 * @param burst how many may happen at once after a pause
 */
public record Rate(int count, Duration period, int burst) {
    /** Longest period. */
    public static final Duration MOST_PERIOD = Duration.ofDays(1);

    private static final Duration MOST_FULL = Duration.ofDays(365);

    /** @throws IllegalArgumentException when nothing could ever happen, the period is longer than a day, or the burst than a year */
    public Rate {
        requireNonNull(period, "period");
        if (count < 1 || burst < 1) {
            throw new IllegalArgumentException("count and burst are at least 1");
        }
        if (period.isNegative() || period.isZero() || period.compareTo(MOST_PERIOD) > 0) {
            throw new IllegalArgumentException("the period is longer than nothing, and at most a day");
        }
        if (period.toNanos() < count) {
            throw new IllegalArgumentException("two of them are at least a nanosecond apart");
        }
        if (burst > MOST_FULL.toNanos() / (period.toNanos() / count)) {
            throw new IllegalArgumentException("a burst is possible again within a year");
        }
    }

    /** As many at once as in the whole period. */
    public static Rate of(int count, Duration period) {
        return new Rate(count, period, count);
    }

    /** How far two of them are apart in the long run, in nanoseconds. */
    public long eachNanos() {
        return period.toNanos() / count;
    }

    /** In how many nanoseconds all of {@link #burst} may happen again. */
    public long fullNanos() {
        return eachNanos() * burst;
    }
}
