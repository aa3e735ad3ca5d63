package dev.productify.manager.ports.trigger;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;

/** Removes runs that are older than they are kept (contract R4), and those of triggers that are gone (contract G8). */
public final class OldRuns {
    private static final String NAME = "old-trigger-runs";
    private static final Duration PERIOD = Duration.ofMinutes(5);
    static final int AT_ONCE = 2_000;

    private OldRuns() {}

    /** @param retention how long runs are kept */
    public static PeriodicJob job(Duration retention) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            int removed = stores.runs().removeOlderThan(retention, AT_ONCE);
            if (removed < AT_ONCE) {
                removed += stores.runs().removeOrphans(AT_ONCE - removed);
            }
            return PeriodicJob.Turn.removed(removed, AT_ONCE);
        });
    }
}
