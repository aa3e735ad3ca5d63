package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.Schedule;
import dev.productify.manager.domain.trigger.TimeZone;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code trigger}. */
record TriggerRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        String name,
        String description,
        String cronExpression,
        String timeZone,
        String runKey,
        boolean enabled,
        String overlap,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    /** All columns, for the alias {@code tr}, beside those of other rows. */
    static final String PREFIXED = Columns.prefixed("tr", "trigger", TriggerRow.class);

    static TriggerRow of(Trigger trigger) {
        Trigger.Definition definition = trigger.definition();
        return new TriggerRow(
                trigger.id().value(),
                trigger.project().value(),
                trigger.tenant().value(),
                trigger.application().value(),
                definition.name().value(),
                definition.description().map(Description::value).orElse(null),
                definition.schedule().cron().toString(),
                definition.schedule().zone().toString(),
                definition.runKey().map(RunKey::value).orElse(null),
                definition.enabled(),
                definition.overlap().word(),
                trigger.createdAt(),
                trigger.updatedAt(),
                trigger.version());
    }

    Trigger toTrigger() {
        Trigger.Definition definition = new Trigger.Definition(
                new Name(name),
                Optional.ofNullable(description).map(Description::new),
                new Schedule(new CronExpression(cronExpression), TimeZone.parse(timeZone)),
                Optional.ofNullable(runKey).map(RunKey::new),
                enabled,
                OverlapPolicy.of(overlap));
        return new Trigger(
                new TriggerId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new ApplicationId(applicationId),
                definition,
                createdAt,
                updatedAt,
                revision);
    }
}
