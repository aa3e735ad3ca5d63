package dev.productify.manager.ports.session;

import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes sessions that nobody can use any more. */
public final class EndedSessions {
    private static final String NAME = "ended-sessions";
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int AT_ONCE = 2_000;

    private EndedSessions() {}

    public static PeriodicJob job(SessionTimes times, InstantSource clock) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            Instant now = clock.instant();
            int removed = stores.sessions().removeEnded(now.minus(times.idle()), now, AT_ONCE);
            return PeriodicJob.Turn.removed(removed, AT_ONCE);
        });
    }
}
