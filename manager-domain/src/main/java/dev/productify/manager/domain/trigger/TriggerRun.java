package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One instant of a trigger and what became of it. Of a trigger and an instant of its schedule there is one run for ever, on
 * however many nodes.
 *
 * @param id the same in each attempt
 * @param scheduledAt the instant; of a run that somebody asked for, when they did
 * @param missed of which instants it tells when they were missed; it is one unless they are many
 */
public record TriggerRun(
        TriggerRunId id,
        ProjectId project,
        TenantId tenant,
        ApplicationId application,
        TriggerId trigger,
        RunCause cause,
        Instant scheduledAt,
        RunStatus status,
        Optional<SkipReason> skipped,
        Optional<MisfireRules.Missed> missed,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {
    public TriggerRun {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        requireNonNull(trigger, "trigger");
        requireNonNull(cause, "cause");
        requireNonNull(scheduledAt, "scheduledAt");
        requireNonNull(status, "status");
        requireNonNull(skipped, "skipped");
        requireNonNull(missed, "missed");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(finishedAt, "finishedAt");
        if (skipped.isPresent() != (status == RunStatus.SKIPPED)) {
            throw new IllegalArgumentException("a run is skipped for a reason, and only then");
        }
    }

    public Place place() {
        return Place.of(project, tenant, application);
    }
}
