package dev.productify.manager.ports.pilet;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;

/** Removes contents of packages that are left over ({@link PackageStore#removeOrphans}). */
public final class OrphanedContents {
    private static final String NAME = "orphaned-pilet-contents";
    private static final Duration PERIOD = Duration.ofMinutes(30);

    /** An archive has up to 200 pieces. */
    static final int AT_ONCE = 20;

    private OrphanedContents() {}

    public static PeriodicJob job() {
        return new PeriodicJob(
                NAME,
                PERIOD,
                stores -> PeriodicJob.Turn.removed(stores.packages().removeOrphans(AT_ONCE), AT_ONCE));
    }
}
