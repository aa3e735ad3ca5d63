package dev.productify.manager.ports.idempotency;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.time.InstantSource;

/** Removes idempotency keys that do not count any more, with their answers. */
public final class OldIdempotencyKeys {
    private static final String NAME = "old-idempotency-keys";
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int AT_ONCE = 2_000;

    private OldIdempotencyKeys() {}

    /** @param retention how long keys count */
    public static PeriodicJob job(Duration retention, InstantSource clock) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            int removed =
                    stores.idempotentRequests().removeOlderThan(clock.instant().minus(retention), AT_ONCE);
            return PeriodicJob.Turn.removed(removed, AT_ONCE);
        });
    }
}
