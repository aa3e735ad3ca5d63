package dev.productify.manager.jdbc.changes;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.changes.Changes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Up to when all changes are known to have been heard, and whether that is recent enough to trust copies.
 *
 * <p>The age is looked at with each question, so a node that stood still for a while trusts nothing when it goes on until
 * it has caught up. Two clocks must agree: the monotonic one stands still while a machine is suspended, and the one on the
 * wall may be set.
 */
public final class Hearing implements BooleanSupplier {
    private static final long TRUSTED_NANOS =
            Duration.ofMillis(Changes.TRUSTED_MILLIS).toNanos();

    private final LongSupplier nanos;
    private final InstantSource wall;
    private volatile Moment caughtUp;

    /** @param nanos a clock that never goes back, as {@code System::nanoTime} */
    public Hearing(LongSupplier nanos, InstantSource wall) {
        this.nanos = requireNonNull(nanos, "nanos");
        this.wall = requireNonNull(wall, "wall");
    }

    /** A time on both clocks. */
    record Moment(long nanos, Instant wall) {}

    Moment now() {
        return new Moment(nanos.getAsLong(), wall.instant());
    }

    /** All that was committed before that moment was heard. */
    void caughtUp(Moment asOf) {
        caughtUp = asOf;
    }

    /** From now on changes may go unheard. */
    void lost() {
        caughtUp = null;
    }

    @Override
    public boolean getAsBoolean() {
        Moment last = caughtUp;
        return last != null
                && nanos.getAsLong() - last.nanos <= TRUSTED_NANOS
                && Duration.between(last.wall, wall.instant()).abs().toMillis() <= Changes.TRUSTED_MILLIS;
    }
}
