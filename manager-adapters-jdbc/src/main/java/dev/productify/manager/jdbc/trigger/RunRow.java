package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.ports.trigger.RunFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code trigger_run}. */
record RunRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        UUID triggerId,
        String cause,
        Instant scheduledAt,
        String status,
        String skipped,
        Instant missedUntil,
        Long missedCount,
        String triggerName,
        String runKey,
        String applicationSlug,
        String tenantSlug,
        Instant endsAt,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {

    /** All columns, for the alias {@code r}. */
    static final String COLUMNS = Columns.of("r", RunRow.class);

    /** All columns, for the alias {@code r}, beside those of other rows. */
    static final String PREFIXED = Columns.prefixed("r", "run", RunRow.class);

    TriggerRun toRun() {
        Optional<MisfireRules.Missed> missed = Optional.ofNullable(missedUntil)
                .map(last -> new MisfireRules.Missed(
                        scheduledAt, last, Optional.ofNullable(missedCount).map(Long::intValue)));
        return new TriggerRun(
                new TriggerRunId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new ApplicationId(applicationId),
                new TriggerId(triggerId),
                RunCause.valueOf(cause),
                scheduledAt,
                RunStatus.valueOf(status),
                Optional.ofNullable(skipped).map(SkipReason::valueOf),
                missed,
                createdAt,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(finishedAt));
    }

    RunFacts facts() {
        return new RunFacts(
                triggerName,
                Optional.ofNullable(runKey).map(RunKey::new),
                new Slug(applicationSlug),
                new Slug(tenantSlug));
    }
}
