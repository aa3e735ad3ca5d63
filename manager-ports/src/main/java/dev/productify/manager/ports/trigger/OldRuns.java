package dev.productify.manager.ports.trigger;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;

/** Removes runs that are older than they are kept (contract R4). */
public final class OldRuns {
    private static final String NAME = "old-trigger-runs";
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final int AT_ONCE = 2_000;

    private OldRuns() {}

    /** @param retention how long runs are kept */
    public static PeriodicJob job(Duration retention) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            int removed = stores.runs().removeOlderThan(retention, AT_ONCE);
            return new PeriodicJob.Turn(removed == AT_ONCE, () -> {});
        });
    }
}
