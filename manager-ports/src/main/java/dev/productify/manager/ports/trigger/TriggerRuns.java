package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;

/**
 * What became of the instants of triggers. Viewers of the application see it, its editors run and send again, and its
 * administrators see what backends answered (contract A1, R4). Refusals are those of {@link Guard}, and what each method names
 * besides.
 */
public interface TriggerRuns {
    static TriggerRuns of(Guard guard, Journal journal, RetrySchedule retries) {
        return new TriggerRunService(guard, journal, retries);
    }

    /** A run with its attempts, in the order in which they began. */
    record WithAttempts(TriggerRun run, List<RunAttempt> attempts) {
        public WithAttempts {
            attempts = List.copyOf(attempts);
        }
    }

    WithAttempts find(Call call, TriggerRunId id);

    List<WithAttempts> list(Call call, TriggerId trigger, ListQuery<TriggerRunColumn> query);

    long count(Call call, TriggerId trigger, ListQuery<TriggerRunColumn> query);

    /** Runs a trigger now, also a disabled one, and whatever is in progress. */
    WithAttempts run(Call call, TriggerId trigger);

    /**
     * Sends a run again, under its old id, to all backends that are active now.
     *
     * @throws ManagerException {@code CONFLICT} while it is under way, and when nobody is there to be called
     */
    WithAttempts redeliver(Call call, TriggerRunId id);

    /**
     * What a backend answered to an attempt. For administrators of the application.
     *
     * @throws ManagerException {@code NOT_FOUND} when it did not answer
     */
    CallbackAnswer answer(Call call, AttemptId attempt);
}
