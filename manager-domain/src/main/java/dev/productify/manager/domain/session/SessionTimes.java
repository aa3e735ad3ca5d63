package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a session lives.
 *
 * @param idle from its last use on; uses are noted by the minute, so that it may be one minute less
 * @param lifetime from signing in on, however much it is used; not shorter than {@code idle}
 */
public record SessionTimes(Duration idle, Duration lifetime) {
    /** What holds unless an operator wants otherwise: a working day, and a week. */
    public static final SessionTimes STANDARD = new SessionTimes(Duration.ofHours(8), Duration.ofDays(7));

    public SessionTimes {
        requireNonNull(idle, "idle");
        requireNonNull(lifetime, "lifetime");
        if (idle.isNegative() || idle.isZero() || lifetime.compareTo(idle) < 0) {
            throw new IllegalArgumentException("a session lives longer than it may be idle");
        }
    }
}
