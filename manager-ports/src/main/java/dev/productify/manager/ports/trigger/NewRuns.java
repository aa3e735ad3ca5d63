package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.audit.Journal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes runs for triggers of tenants whose active backends are known. */
final class NewRuns {
    private final Journal journal;
    private final RetrySchedule retries;
    private final Collection<Backend> backends;

    NewRuns(Journal journal, RetrySchedule retries, Collection<Backend> backends) {
        this.journal = journal;
        this.retries = retries;
        this.backends = backends;
    }

    boolean hasBackendFor(Trigger trigger) {
        return backends.stream().anyMatch(backend -> isFor(backend, trigger));
    }

    private static boolean isFor(Backend backend, Trigger trigger) {
        return backend.tenant().equals(trigger.tenant()) && backend.serves(trigger.application());
    }

    /** One that goes to all that are to be called. */
    NewRun toSend(Trigger trigger, RunFacts facts, RunCause cause, Instant scheduledAt, Instant now) {
        List<NewRun.Delivery> deliveries = backends.stream()
                .filter(backend -> isFor(backend, trigger))
                .map(backend -> new NewRun.Delivery(new DeliveryId(journal.newId()), backend.id()))
                .toList();
        boolean nobody = deliveries.isEmpty();
        TriggerRun run = run(
                trigger,
                cause,
                scheduledAt,
                nobody ? RunStatus.NO_BACKEND : RunStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                now);
        Instant end = retries.end(scheduledAt, trigger.definition().schedule().next(scheduledAt));
        return new NewRun(run, facts, end, deliveries);
    }

    /** One that is not run since another one is in progress. */
    NewRun overlapping(Trigger trigger, RunFacts facts, Instant scheduledAt, Instant now) {
        return skipped(trigger, facts, scheduledAt, SkipReason.OVERLAP, Optional.empty(), now);
    }

    /** One that tells of instants which were missed. */
    NewRun missed(Trigger trigger, RunFacts facts, MisfireRules.Missed missed, Instant now) {
        Optional<MisfireRules.Missed> stretch =
                Optional.of(missed).filter(some -> !some.first().equals(some.last()));
        return skipped(trigger, facts, missed.first(), SkipReason.MISFIRE, stretch, now);
    }

    private NewRun skipped(
            Trigger trigger,
            RunFacts facts,
            Instant scheduledAt,
            SkipReason reason,
            Optional<MisfireRules.Missed> missed,
            Instant now) {
        TriggerRun run =
                run(trigger, RunCause.SCHEDULE, scheduledAt, RunStatus.SKIPPED, Optional.of(reason), missed, now);
        return new NewRun(run, facts, scheduledAt, List.of());
    }

    private TriggerRun run(
            Trigger trigger,
            RunCause cause,
            Instant scheduledAt,
            RunStatus status,
            Optional<SkipReason> skipped,
            Optional<MisfireRules.Missed> missed,
            Instant now) {
        Instant created = now.truncatedTo(ChronoUnit.MILLIS);
        return new TriggerRun(
                new TriggerRunId(journal.newId()),
                trigger.project(),
                trigger.tenant(),
                trigger.application(),
                trigger.id(),
                cause,
                cause == RunCause.MANUAL ? created : scheduledAt,
                status,
                skipped,
                missed,
                created,
                Optional.empty(),
                status.isFinal() ? Optional.of(created) : Optional.empty());
    }
}
