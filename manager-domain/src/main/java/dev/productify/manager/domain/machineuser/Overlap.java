package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;

/** How long a token stays valid beside its successor: 0 to 7 days, in seconds. */
public record Overlap(Duration length) {
    public static final Duration LONGEST = Duration.ofDays(7);
    public static final Overlap NONE = new Overlap(Duration.ZERO);

    public Overlap {
        if (requireNonNull(length, "length").isNegative() || length.compareTo(LONGEST) > 0) {
            throw ManagerException.badInput("overlapSeconds must be 0 to " + LONGEST.toSeconds() + ", which is 7 days");
        }
    }

    public static Overlap ofSeconds(int seconds) {
        return new Overlap(Duration.ofSeconds(seconds));
    }

    boolean isNone() {
        return length.isZero();
    }
}
