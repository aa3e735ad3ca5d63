package dev.productify.manager.ports.job;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs periodic jobs when they are due. A job's row is locked while it runs, and changed in the transaction of its work:
 * of many nodes one runs it, and when that one dies the next to ask does.
 */
public final class Jobs {
    private final Transactions transactions;

    public Jobs(Transactions transactions) {
        this.transactions = requireNonNull(transactions, "transactions");
    }

    /**
     * What came of asking.
     *
     * @param ran whether it was this node's turn
     * @param more whether to ask again at once
     * @param removed how many rows are gone by it, about
     * @param sinceSuccess how long ago the job last succeeded, on whatever node
     */
    public record Outcome(boolean ran, boolean more, long removed, Optional<Duration> sinceSuccess) {}

    private record Run(Outcome outcome, Runnable afterwards) {}

    /** Runs the job if it is due; what it throws is thrown, and leaves it due. */
    public Outcome run(PeriodicJob job) {
        Run run = transactions.write(
                door -> new Admission<>(new Binding.Platform("job " + job.name()), null), (stores, nothing) -> {
                    JobStore store = stores.jobs();
                    if (!store.take(job.name(), job.period())) {
                        return new Run(new Outcome(false, false, 0, store.sinceSuccess(job.name())), () -> {});
                    }
                    PeriodicJob.Turn turn = job.work().run(stores);
                    if (turn.more()) {
                        store.dueNow(job.name());
                    }
                    return new Run(
                            new Outcome(true, turn.more(), turn.removed(), Optional.of(Duration.ZERO)),
                            turn.afterwards());
                });
        run.afterwards().run();
        return run.outcome();
    }
}
