package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers do with the triggers of an application: its viewers read them, its editors change them; machine users of the
 * tenant may as well (contract A1, A2). Refusals are those of {@link Guard}, and what each method names besides.
 */
public interface Triggers {
    /** Most instants that {@link #nextRuns} tells. */
    int MOST_NEXT_RUNS = 100;

    /** @param limits is asked of each new one, and of each new schedule */
    static Triggers of(Guard guard, Journal journal, LimitCheck limits) {
        return new TriggerService(guard, journal, limits);
    }

    /**
     * @throws ManagerException {@code CONFLICT} when the application has a trigger of that name, {@code LIMIT_REACHED} when the
     *     project has too many, or it would be due too often
     */
    Trigger create(Call call, ApplicationId application, Trigger.Definition definition);

    /** Changes a trigger. A change that says nothing new writes nothing. Throws as {@link #create} does. */
    Trigger update(Call call, TriggerId id, Trigger.Change change);

    /** Removes a trigger. Its runs stay until they are old, and what was begun for them goes on. */
    void delete(Call call, TriggerId id);

    Trigger find(Call call, TriggerId id);

    List<Trigger> list(Call call, ApplicationId application, ListQuery<TriggerColumn> query);

    long count(Call call, ApplicationId application, ListQuery<TriggerColumn> query);

    /** The triggers of each application that the caller may see; the query holds for each application by itself. */
    Map<ApplicationId, List<Trigger>> listOf(
            Call call, Collection<ApplicationId> applications, ListQuery<TriggerColumn> query);

    /**
     * When a schedule is due next. Nothing is read or written for it.
     *
     * @param count 1 to {@value #MOST_NEXT_RUNS}
     * @param after now when empty
     */
    List<Instant> nextRuns(Schedule schedule, int count, Optional<Instant> after);
}
