package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.promotion.Comparison;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.limits.LimitCheck;
import dev.productify.manager.ports.promotion.Crossing;
import dev.productify.manager.ports.promotion.PlannedRows;
import dev.productify.manager.ports.promotion.PromotedFeature;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Triggers travel by their names (contract T3). Whether the target's are enabled is its own affair; when they are due next is
 * made anew of what arrives, and what the source's did never travels.
 */
public final class PromotedTriggers implements PromotedFeature {
    private final Journal journal;
    private final LimitCheck limits;

    public PromotedTriggers(Journal journal, LimitCheck limits) {
        this.journal = requireNonNull(journal, "journal");
        this.limits = requireNonNull(limits, "limits");
    }

    @Override
    public Plan plan(Stores stores, Crossing crossing) {
        TriggerStore triggers = stores.triggers();
        List<Trigger> rows = crossing.rows(triggers::lockAll, triggers::all);
        Map<TriggerId, Trigger> before = rows.stream().collect(Collectors.toMap(Trigger::id, Function.identity()));
        Rules rules = new Rules(crossing.target(), journal, journal.now());
        return new PlannedRows<>(
                PlannedRows.compare(crossing, rows, Trigger::application, rules),
                (writing, comparison) -> write(writing, comparison, before, crossing.target()),
                (reading, comparison) -> {
                    ProjectId project = crossing.target().project();
                    limits.planned(reading, project, newlyPlanned(comparison, before));
                    limits.adding(
                            reading,
                            project,
                            LimitKind.TRIGGERS,
                            comparison.created().size());
                });
    }

    private void write(Stores stores, Comparison<Trigger> comparison, Map<TriggerId, Trigger> before, Place target) {
        TriggerStore triggers = stores.triggers();
        triggers.insertAll(comparison.created());
        triggers.updateAll(comparison.changed());
        Instant now = triggers.now();
        Map<TriggerId, Optional<Instant>> due = new LinkedHashMap<>();
        comparison.created().forEach(trigger -> due.put(trigger.id(), trigger.dueAfter(now)));
        comparison.changed().stream()
                .filter(trigger -> !trigger.isPlannedAs(before.get(trigger.id())))
                .forEach(trigger -> due.put(trigger.id(), trigger.dueAfter(now)));
        triggers.replan(due);
        limits.planned(stores, target.project(), newlyPlanned(comparison, before));
        if (!comparison.created().isEmpty()) {
            limits.added(stores, target.project(), LimitKind.TRIGGERS);
        }
    }

    /** What arrives, and what changes to another expression than it had. */
    private static Set<CronExpression> newlyPlanned(Comparison<Trigger> comparison, Map<TriggerId, Trigger> before) {
        return Stream.concat(
                        comparison.created().stream(),
                        comparison.changed().stream()
                                .filter(trigger -> !cron(trigger).equals(cron(before.get(trigger.id())))))
                .map(PromotedTriggers::cron)
                .collect(Collectors.toSet());
    }

    private static CronExpression cron(Trigger trigger) {
        return trigger.definition().schedule().cron();
    }

    private record Rules(Place target, Journal journal, Instant now) implements Comparison.Rules<Trigger> {
        @Override
        public EntityType kind() {
            return EntityType.TRIGGER;
        }

        @Override
        public String key(Trigger trigger) {
            return trigger.definition().name().value();
        }

        @Override
        public Trigger arriving(Trigger source) {
            return source.arriving(new TriggerId(journal.newId()), target, now);
        }

        @Override
        public Trigger following(Trigger trigger, Trigger source) {
            return trigger.following(source, now);
        }

        @Override
        public Trigger abandoned(Trigger trigger) {
            return trigger.disabled(now);
        }

        @Override
        public Map<String, Object> fields(Trigger trigger) {
            return trigger.audited();
        }
    }
}
