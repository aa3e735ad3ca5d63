package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class TriggerService implements Triggers {
    private final Guard guard;
    private final Journal journal;
    private final AuditedRows<TriggerId, Trigger> rows;

    TriggerService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.rows = new AuditedRows<>(journal, EntityType.TRIGGER, Stores::triggers, Trigger::audited);
    }

    @Override
    public Trigger create(Call call, ApplicationId application, Trigger.Definition definition) {
        Target target = new Target.OfApplication(application);
        return guard.write(call, Permission.EDIT_CONTENT, target, (stores, place) -> {
            Trigger trigger = Trigger.create(new TriggerId(journal.newId()), place, definition, journal.now());
            stores.triggers().insert(trigger);
            plan(stores, trigger);
            rows.created(stores, call, Optional.of(place), trigger.id(), trigger);
            return trigger;
        });
    }

    /** By the clock that all nodes share: that of this node may be another. */
    private static void plan(Stores stores, Trigger trigger) {
        TriggerStore triggers = stores.triggers();
        triggers.plan(trigger, trigger.dueAfter(triggers.now()));
    }

    @Override
    public Trigger update(Call call, TriggerId id, Trigger.Change change) {
        Target target = new Target.OfTrigger(id);
        return guard.write(call, Permission.EDIT_CONTENT, target, (stores, place) -> {
            List<Trigger> before = new ArrayList<>();
            Trigger after = rows.update(stores, call, Optional.of(place), id, trigger -> {
                before.add(trigger);
                return trigger.with(change, journal.now());
            });
            if (!after.isPlannedAs(before.get(0))) {
                plan(stores, after);
            }
            return after;
        });
    }

    @Override
    public void delete(Call call, TriggerId id) {
        guard.write(
                call,
                Permission.EDIT_CONTENT,
                new Target.OfTrigger(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, trigger -> {}));
    }

    @Override
    public Trigger find(Call call, TriggerId id) {
        return guard.read(
                call,
                Permission.READ,
                new Target.OfTrigger(id),
                (stores, place) -> stores.triggers().find(id).orElseThrow(rows::gone));
    }

    @Override
    public List<Trigger> list(Call call, ApplicationId application, ListQuery<TriggerColumn> query) {
        return query.complete(guard.read(
                call,
                Permission.READ,
                new Target.OfApplication(application),
                (stores, place) ->
                        stores.triggers().listOf(List.of(application), query).get(application)));
    }

    @Override
    public long count(Call call, ApplicationId application, ListQuery<TriggerColumn> query) {
        return guard.read(
                call,
                Permission.READ,
                new Target.OfApplication(application),
                (stores, place) -> stores.triggers().countOf(application, query));
    }

    @Override
    public Map<ApplicationId, List<Trigger>> listOf(
            Call call, Collection<ApplicationId> applications, ListQuery<TriggerColumn> query) {
        Map<ApplicationId, List<Trigger>> lists =
                guard.reach(call, stores -> stores.triggers().listOf(applications, query));
        lists.values().forEach(query::complete);
        return lists;
    }

    @Override
    public List<Instant> nextRuns(Schedule schedule, int count, Optional<Instant> after) {
        if (count < 1 || count > MOST_NEXT_RUNS) {
            throw ManagerException.badInput("count must be 1 to " + MOST_NEXT_RUNS);
        }
        List<Instant> runs = new ArrayList<>();
        Optional<Instant> next = schedule.next(after.orElseGet(journal::now));
        while (next.isPresent() && runs.size() < count) {
            runs.add(next.get());
            next = schedule.next(next.get());
        }
        return runs;
    }
}
