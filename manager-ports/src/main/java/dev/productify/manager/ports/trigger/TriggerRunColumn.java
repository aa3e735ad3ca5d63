package dev.productify.manager.ports.trigger;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import java.util.Arrays;

/** By what lists of runs are filtered and ordered. */
public enum TriggerRunColumn implements Column<TriggerRun> {
    ID(ordered("id", new ColumnType.Uuid(), run -> run.id().value())),
    STATUS(filtered("status", words(RunStatus.values()), run -> run.status().name())),
    CAUSE(filtered("cause", words(RunCause.values()), run -> run.cause().name())),
    SCHEDULED_AT(ordered("scheduled_at", new ColumnType.Time(), TriggerRun::scheduledAt)),
    STARTED_AT(
            filtered("started_at", new ColumnType.Time(), run -> run.startedAt().orElse(null))),
    FINISHED_AT(filtered(
            "finished_at", new ColumnType.Time(), run -> run.finishedAt().orElse(null))),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), TriggerRun::createdAt));

    private final Facts<TriggerRun> facts;

    TriggerRunColumn(Facts<TriggerRun> facts) {
        this.facts = facts;
    }

    private static ColumnType words(Enum<?>[] constants) {
        return new ColumnType.Word(Arrays.stream(constants).map(Enum::name).toList());
    }

    @Override
    public Facts<TriggerRun> facts() {
        return facts;
    }
}
