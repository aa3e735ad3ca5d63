package dev.productify.manager.ports.job;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.tx.Stores;
import java.time.Duration;

/**
 * Work that is done once in each period, whatever the number of nodes.
 *
 * @param name for ever: it is the job's row in the database, and a label of its metrics
 */
public record PeriodicJob(String name, Duration period, Work work) {
    public PeriodicJob {
        requireNonNull(name, "name");
        requireNonNull(period, "period");
        requireNonNull(work, "work");
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a period is longer than nothing");
        }
    }

    /** One turn, in one transaction that is bound to the whole installation. What it throws undoes all of it. */
    @FunctionalInterface
    public interface Work {
        Turn run(Stores stores);
    }

    /**
     * What a turn came to.
     *
     * @param more whether there was more to do than one transaction should: then the job is due again at once
     * @param removed how many rows are gone by it, about
     * @param afterwards done once, after the transaction was committed
     */
    public record Turn(boolean more, long removed, Runnable afterwards) {
        public Turn {
            requireNonNull(afterwards, "afterwards");
            if (removed < 0) {
                throw new IllegalArgumentException("no job removes less than nothing");
            }
        }

        /** A turn that removed nothing. */
        public Turn(boolean more, Runnable afterwards) {
            this(more, 0, afterwards);
        }

        /**
         * A turn that removed rows.
         *
         * @param most in one transaction: with as many there may be more
         */
        public static Turn removed(int rows, int most) {
            return new Turn(rows >= most, rows, () -> {});
        }
    }
}
