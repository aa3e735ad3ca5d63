package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where triggers are kept, and when each is due next. Every method sees only what the transaction is bound to. Whoever inserts
 * a trigger, or updates one to other times, plans it in the same transaction.
 */
public interface TriggerStore extends RowStore<TriggerId, Trigger> {
    /** @throws ManagerException {@code CONFLICT} when the application has one of that name, or is gone */
    void insert(Trigger trigger);

    /** As {@link RowStore#update}; {@code CONFLICT} also when the name is taken. */
    @Override
    void update(Trigger trigger);

    Optional<Trigger> find(TriggerId id);

    Map<TriggerId, Trigger> findAll(Collection<TriggerId> ids);

    /** The triggers of each of the applications; the query, with its page, holds for each of them by itself. */
    Map<ApplicationId, List<Trigger>> listOf(Collection<ApplicationId> applications, ListQuery<TriggerColumn> query);

    /** How many rows {@link #listOf} has for an application over all pages. */
    long countOf(ApplicationId application, ListQuery<TriggerColumn> query);

    /** All triggers of an application, in the order of their ids. */
    List<Trigger> all(ApplicationId application);

    /**
     * All triggers of those applications in the order of their ids, whatever belongs to which; nobody else changes them until
     * the transaction ends.
     */
    List<Trigger> lockAll(Collection<ApplicationId> applications);

    /** As {@link #insert}, of many at once; none of them when one is refused. */
    void insertAll(List<Trigger> triggers);

    /** As {@link #update}, of many at once; none of them when one is refused. */
    void updateAll(List<Trigger> triggers);

    /** The time on the clock that all nodes share: that by which triggers are due. */
    Instant now();

    /** Keeps when a trigger is due next; empty: never. */
    void plan(Trigger trigger, Optional<Instant> due);

    /** As {@link #plan(Trigger, Optional)}, of many at once, whether they were planned before or not. */
    void replan(Map<TriggerId, Optional<Instant>> due);

    /** When it is due next. */
    Optional<Instant> planned(TriggerId id);

    /**
     * Takes triggers that are due: the longest due first, and none that another transaction has taken and not yet let go.
     * They stay due unless they are planned before the transaction ends.
     */
    List<DueTrigger> take(int limit);

    /** Keeps when those are due next; empty: never. */
    void plan(Map<TriggerId, Optional<Instant>> due);

    /** How many are due some time. */
    long planned();
}
