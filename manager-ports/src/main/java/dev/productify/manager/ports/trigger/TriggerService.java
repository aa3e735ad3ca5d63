package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.GuardedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class TriggerService implements Triggers {
    private final Journal journal;
    private final LimitCheck limits;
    private final AuditedRows<TriggerId, Trigger> audited;
    private final GuardedRows<TriggerId, Trigger> rows;

    TriggerService(Guard guard, Journal journal, LimitCheck limits) {
        this.journal = journal;
        this.limits = limits;
        this.audited = new AuditedRows<>(journal, EntityType.TRIGGER, Stores::triggers, Trigger::audited);
        this.rows = new GuardedRows<>(guard, audited, Target.OfTrigger::new, Permission.READ, Permission.EDIT_CONTENT);
    }

    @Override
    public Trigger create(Call call, ApplicationId application, Trigger.Definition definition) {
        return rows.create(call, new Target.OfApplication(application), Trigger::id, (stores, place) -> {
            Trigger trigger = Trigger.create(new TriggerId(journal.newId()), place, definition, journal.now());
            stores.triggers().insert(trigger);
            plan(stores, trigger);
            limits.planned(stores, place.project(), List.of(cron(trigger)));
            limits.added(stores, place.project(), LimitKind.TRIGGERS);
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
        return rows.write(call, id, (stores, place) -> {
            List<Trigger> before = new ArrayList<>();
            Trigger after = audited.update(stores, call, Optional.of(place), id, trigger -> {
                before.add(trigger);
                return trigger.with(change, journal.now());
            });
            if (!after.isPlannedAs(before.get(0))) {
                plan(stores, after);
            }
            if (!cron(after).equals(cron(before.get(0)))) {
                limits.planned(stores, place.project(), List.of(cron(after)));
            }
            return after;
        });
    }

    private static CronExpression cron(Trigger trigger) {
        return trigger.definition().schedule().cron();
    }

    @Override
    public void delete(Call call, TriggerId id) {
        rows.delete(call, id);
    }

    @Override
    public Trigger find(Call call, TriggerId id) {
        return rows.find(call, id, stores -> stores.triggers().find(id));
    }

    @Override
    public List<Trigger> list(Call call, ApplicationId application, ListQuery<TriggerColumn> query) {
        return rows.list(
                call,
                new Target.OfApplication(application),
                query,
                stores -> stores.triggers().listOf(List.of(application), query).get(application));
    }

    @Override
    public long count(Call call, ApplicationId application, ListQuery<TriggerColumn> query) {
        return rows.count(
                call,
                new Target.OfApplication(application),
                stores -> stores.triggers().countOf(application, query));
    }

    @Override
    public Map<ApplicationId, List<Trigger>> listOf(
            Call call, Collection<ApplicationId> applications, ListQuery<TriggerColumn> query) {
        return rows.lists(call, query, stores -> stores.triggers().listOf(applications, query));
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
