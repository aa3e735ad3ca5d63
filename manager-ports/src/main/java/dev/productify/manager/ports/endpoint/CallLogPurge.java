package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.tx.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Removes what was kept of calls long enough, and of endpoints that are gone (contract E7, G8). Calls go together with all of
 * their span of time, and so up to a span late; where that would be long compared with how long they are kept, one by one.
 */
public final class CallLogPurge implements PeriodicJob.Work {
    /** Kept for less, calls are not left until their day is over. */
    static final Duration ONE_BY_ONE = Duration.ofDays(7);
    /** Kept for longer, days would be too many. */
    static final Duration BY_WEEKS = Duration.ofDays(60);

    private static final String NAME = "bus-log-purge";
    private static final String NAME_OF_PREPARATION = "bus-log-partitions";
    private static final Duration PERIOD = Duration.ofMinutes(10);
    /** Rows in one transaction. */
    static final int BATCH = 1000;

    private final InstantSource clock;
    private final Duration retention;

    /** @param retention how long calls are kept */
    public CallLogPurge(InstantSource clock, Duration retention) {
        this.clock = requireNonNull(clock, "clock");
        this.retention = requireNonNull(retention, "retention");
    }

    public PeriodicJob job() {
        return new PeriodicJob(NAME, PERIOD, this);
    }

    /** Sees to it that there are spans for calls to come: on its own, so that neither job waits for the other to succeed. */
    public PeriodicJob preparation() {
        int days = days(retention);
        return new PeriodicJob(NAME_OF_PREPARATION, PERIOD, stores -> {
            stores.loggedCalls().prepareSpans(days, 7 * days);
            return new PeriodicJob.Turn(false, () -> {});
        });
    }

    /** In each span. */
    static int days(Duration retention) {
        return retention.compareTo(BY_WEEKS) > 0 ? 7 : 1;
    }

    /** Whether calls wait until their span is over. */
    static boolean wholeSpans(Duration retention) {
        return retention.compareTo(ONE_BY_ONE) >= 0;
    }

    @Override
    public PeriodicJob.Turn run(Stores stores) {
        Instant before = clock.instant().minus(retention);
        OptionalLong gone = stores.loggedCalls().removeSpan(before);
        if (gone.isPresent()) {
            return new PeriodicJob.Turn(true, gone.getAsLong(), () -> {});
        }
        return PeriodicJob.Turn.removed(stores.loggedCalls().purge(before, wholeSpans(retention), BATCH), BATCH);
    }
}
