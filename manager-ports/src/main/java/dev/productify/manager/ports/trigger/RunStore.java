package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where runs are kept, what is still to be sent for them, and what was. Every method sees only what the transaction is bound
 * to. Time is that of the clock which all nodes share.
 */
public interface RunStore {
    /**
     * Adds runs with what is to be sent for them. Of a scheduled run whose trigger and instant have one already nothing is
     * added.
     *
     * @return those that were added
     */
    Set<TriggerRunId> insert(List<NewRun> runs);

    Optional<TriggerRun> find(TriggerRunId id);

    /** As {@link #find}, locked until the transaction ends. */
    Optional<TriggerRun> lock(TriggerRunId id);

    List<TriggerRun> listOf(TriggerId trigger, ListQuery<TriggerRunColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(TriggerId trigger, ListQuery<TriggerRunColumn> query);

    /** The attempts of each of the runs, in the order in which they began. */
    Map<TriggerRunId, List<RunAttempt>> attemptsOf(Collection<TriggerRunId> runs);

    /** What a backend answered; empty when it did not. */
    Optional<CallbackAnswer> answer(AttemptId attempt);

    /** Those of the triggers of which an attempt is in progress, or the first one of a run is still to come. */
    Set<TriggerId> busy(Collection<TriggerId> triggers);

    /**
     * Sends a run again, which must have come to its end: to those backends, at once, whatever was sent before.
     *
     * @param endsAt from when on nothing is tried again
     */
    void sendAgain(TriggerRunId run, Map<BackendId, DeliveryId> backends, Instant endsAt);

    /** Says that a node lives, and will for that long. Without this it takes nothing. */
    void alive(NodeId node, Duration length);

    /**
     * Takes what nodes had in progress that are no longer believed to live: their attempts are failed, and tried again at
     * once.
     *
     * @return how many attempts
     */
    int takeOver();

    /** Ends what waits to be sent to backends that are disabled or gone, and with that its runs. Returns how much it was. */
    int dropUndeliverable(int limit);

    /**
     * Takes what is due to be sent, for backends that are enabled; from each backend the longest due first.
     *
     * @param limit of all together
     * @param room of each backend
     * @param rooms of those backends that have another room
     * @param after begins behind that backend, in the order of ids, and goes around to it; so each has its turn
     * @return nothing for a node that is not believed to live
     */
    List<Callback> take(NodeId node, int limit, int room, Map<BackendId, Integer> rooms, Optional<BackendId> after);

    /**
     * Writes down how attempts ended, and what that makes of their runs.
     *
     * @return which of them counted: what another node took over meanwhile does not
     */
    Set<DeliveryId> finish(NodeId node, List<Ending> endings);

    /** How much waits to be sent, for each application where something does. */
    Map<ApplicationId, Long> waiting();

    /**
     * Removes runs that are older, with all that was sent for them.
     *
     * @return how many runs, at most the limit
     */
    int removeOlderThan(Duration age, int limit);

    /**
     * Removes runs of triggers that are gone, with all that was sent for them; then what was sent for runs that are gone: who
     * sends and who removes may meet. For transactions bound to the whole installation.
     *
     * @return how many runs and leftovers, at most the limit
     */
    int removeOrphans(int limit);
}
