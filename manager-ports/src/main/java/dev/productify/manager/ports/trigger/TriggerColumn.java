package dev.productify.manager.ports.trigger;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of triggers are filtered and ordered. */
public enum TriggerColumn implements Column<Trigger> {
    ID(ordered("id", new ColumnType.Uuid(), trigger -> trigger.id().value())),
    NAME(ordered(
            "name",
            new ColumnType.Text(),
            trigger -> trigger.definition().name().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            trigger ->
                    trigger.definition().description().map(Description::value).orElse(null))),
    CRON_EXPRESSION(filtered(
            "cron_expression",
            new ColumnType.Text(),
            trigger -> trigger.definition().schedule().cron().toString())),
    TIME_ZONE(filtered(
            "time_zone",
            new ColumnType.Exact(),
            trigger -> trigger.definition().schedule().zone().toString())),
    RUN_KEY(filtered(
            "run_key",
            new ColumnType.Text(),
            trigger -> trigger.definition().runKey().map(RunKey::value).orElse(null))),
    ENABLED(filtered(
            "enabled", new ColumnType.Bool(), trigger -> trigger.definition().enabled())),
    OVERLAP(filtered(
            "overlap",
            ColumnType.Word.of(OverlapPolicy.class),
            trigger -> trigger.definition().overlap().word())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Trigger::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Trigger::updatedAt));

    private final Facts<Trigger> facts;

    TriggerColumn(Facts<Trigger> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Trigger> facts() {
        return facts;
    }
}
