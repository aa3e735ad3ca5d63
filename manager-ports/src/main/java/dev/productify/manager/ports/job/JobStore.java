package dev.productify.manager.ports.job;

import java.time.Duration;
import java.util.Optional;

/** Where it is kept when jobs are due, by the clock of the database. For transactions bound to the whole installation. */
public interface JobStore {
    /**
     * Takes a job until the transaction ends, and makes it due again a period from now. A job that nobody took before is
     * due at once. When the transaction is undone, so is that.
     *
     * @return whether it was due, and nobody else has it
     */
    boolean take(String name, Duration period);

    /** Makes a job that was taken due at once. */
    void dueNow(String name);

    /** How long ago it was last taken by a transaction that succeeded, this one included. */
    Optional<Duration> sinceSuccess(String name);
}
