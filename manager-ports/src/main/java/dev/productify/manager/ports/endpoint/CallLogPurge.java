package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.tx.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntConsumer;

/** Removes what was kept of calls long enough, and of endpoints that are gone (contract E7, G8). */
public final class CallLogPurge implements PeriodicJob.Work {
    public static final String NAME = "bus-log-purge";
    /** How often it is looked for what is old. */
    public static final Duration PERIOD = Duration.ofMinutes(10);
    /** Rows in one transaction. */
    static final int BATCH = 1000;

    private final InstantSource clock;
    private final Duration retention;
    private final IntConsumer removed;

    /**
     * @param retention how long calls are kept
     * @param removed told after each turn how many rows are gone
     */
    public CallLogPurge(InstantSource clock, Duration retention, IntConsumer removed) {
        this.clock = requireNonNull(clock, "clock");
        this.retention = requireNonNull(retention, "retention");
        this.removed = requireNonNull(removed, "removed");
    }

    @Override
    public PeriodicJob.Turn run(Stores stores) {
        int gone = stores.loggedCalls().purge(clock.instant().minus(retention), BATCH);
        return new PeriodicJob.Turn(gone == BATCH, () -> removed.accept(gone));
    }
}
