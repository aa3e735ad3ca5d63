package dev.productify.manager.ports.token;

import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Removes tokens that were revoked or expired long ago. Until then they stay listed (contract A10), so that their owners see what
 * became of them. Nothing is audited by that: since when they were of no use is in their rows of the audit log.
 */
public final class EndedTokens {
    private static final String NAME = "ended-tokens";
    private static final Duration PERIOD = Duration.ofMinutes(10);

    /** Each is announced to all nodes. */
    static final int AT_ONCE = 500;

    private EndedTokens() {}

    /** @param retention how long they stay listed */
    public static PeriodicJob job(InstantSource clock, Duration retention) {
        return new PeriodicJob(NAME, PERIOD, stores -> {
            int removed =
                    stores.personalAccessTokens().removeEnded(clock.instant().minus(retention), AT_ONCE);
            return PeriodicJob.Turn.removed(removed, AT_ONCE);
        });
    }
}
