package dev.productify.manager.ports.pilet;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Removes packages in whose place others came. A shell that loaded its feed before goes on to load parts of them when they are
 * needed, so they stay for a while.
 */
public final class ReplacedPackages {
    private static final String NAME = "replaced-pilet-packages";
    private static final Duration PERIOD = Duration.ofMinutes(5);

    /** Each has up to 5,000 files. */
    static final int AT_ONCE = 20;

    private ReplacedPackages() {}

    /** @param retention how long they stay */
    public static PeriodicJob job(InstantSource clock, Duration retention) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            int removed = stores.packages().removeRetired(clock.instant().minus(retention), AT_ONCE);
            return PeriodicJob.Turn.removed(removed, AT_ONCE);
        });
    }
}
