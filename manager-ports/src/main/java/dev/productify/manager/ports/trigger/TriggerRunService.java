package dev.productify.manager.ports.trigger;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class TriggerRunService implements TriggerRuns {
    private final Guard guard;
    private final Journal journal;
    private final RetrySchedule retries;

    TriggerRunService(Guard guard, Journal journal, RetrySchedule retries) {
        this.guard = guard;
        this.journal = journal;
        this.retries = retries;
    }

    @Override
    public WithAttempts find(Call call, TriggerRunId id) {
        return guard.read(call, Permission.READ, new Target.OfTriggerRun(id), (stores, place) -> found(stores, id));
    }

    private static WithAttempts found(Stores stores, TriggerRunId id) {
        TriggerRun run = stores.runs().find(id).orElseThrow(TriggerRunService::gone);
        return withAttempts(stores, List.of(run)).get(0);
    }

    private static List<WithAttempts> withAttempts(Stores stores, List<TriggerRun> runs) {
        Map<TriggerRunId, List<RunAttempt>> attempts =
                stores.runs().attemptsOf(runs.stream().map(TriggerRun::id).toList());
        return runs.stream()
                .map(run -> new WithAttempts(run, attempts.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private static ManagerException gone() {
        return ManagerException.notFound(EntityType.TRIGGER_RUN.word());
    }

    @Override
    public List<WithAttempts> list(Call call, TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        return query.complete(guard.read(
                call,
                Permission.READ,
                new Target.OfTrigger(trigger),
                (stores, place) -> withAttempts(stores, stores.runs().listOf(trigger, query))));
    }

    @Override
    public long count(Call call, TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        return guard.read(
                call,
                Permission.READ,
                new Target.OfTrigger(trigger),
                (stores, place) -> stores.runs().countOf(trigger, query));
    }

    @Override
    public WithAttempts run(Call call, TriggerId id) {
        return guard.write(call, Permission.EDIT_CONTENT, new Target.OfTrigger(id), (stores, place) -> {
            Trigger trigger =
                    stores.triggers().find(id).orElseThrow(() -> ManagerException.notFound(EntityType.TRIGGER.word()));
            Instant now = stores.triggers().now();
            NewRuns runs =
                    new NewRuns(journal, retries, active(stores, place.tenant().orElseThrow()));
            NewRun run = runs.toSend(trigger, facts(stores, trigger), RunCause.MANUAL, now, now);
            stores.runs().insert(List.of(run));
            journal.created(
                    stores, call, EntityType.TRIGGER_RUN, run.run().id(), Optional.of(place), audited(run.run()));
            return new WithAttempts(run.run(), List.of());
        });
    }

    private static RunFacts facts(Stores stores, Trigger trigger) {
        ApplicationId id = trigger.application();
        Application application = stores.applications().find(id).orElseThrow(TriggerRunService::gone);
        return new RunFacts(
                trigger.definition().name().value(),
                trigger.definition().runKey(),
                application.slug(),
                stores.tenants()
                        .find(trigger.tenant())
                        .orElseThrow(TriggerRunService::gone)
                        .slug());
    }

    private static List<Backend> active(Stores stores, TenantId tenant) {
        return stores.backends().enabledIn(List.of(tenant));
    }

    @Override
    public WithAttempts redeliver(Call call, TriggerRunId id) {
        return guard.write(call, Permission.EDIT_CONTENT, new Target.OfTriggerRun(id), (stores, place) -> {
            TriggerRun run = stores.runs().lock(id).orElseThrow(TriggerRunService::gone);
            if (!run.status().isFinal()) {
                throw ManagerException.conflict("The run is under way; send it again when it has come to its end");
            }
            stores.runs().sendAgain(id, recipients(stores, place, run), end(stores));
            WithAttempts sent = found(stores, id);
            journal.updated(
                    stores, call, EntityType.TRIGGER_RUN, id, Optional.of(place), audited(run), audited(sent.run()));
            return sent;
        });
    }

    private Map<BackendId, DeliveryId> recipients(Stores stores, Place place, TriggerRun run) {
        Map<BackendId, DeliveryId> recipients = new LinkedHashMap<>();
        active(stores, place.tenant().orElseThrow()).stream()
                .filter(backend -> backend.serves(run.application()))
                .forEach(backend -> recipients.put(backend.id(), new DeliveryId(journal.newId())));
        if (recipients.isEmpty()) {
            throw ManagerException.conflict("There is no active backend to send it to; register or enable one");
        }
        return recipients;
    }

    /** A run that is sent again on purpose is tried for as long as any, whatever is due meanwhile. */
    private Instant end(Stores stores) {
        return retries.end(stores.triggers().now(), Optional.empty());
    }

    private static Map<String, Object> audited(TriggerRun run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("triggerId", run.trigger().value().toString());
        fields.put("scheduledAt", run.scheduledAt().toString());
        fields.put("status", run.status().name());
        return fields;
    }

    @Override
    public CallbackAnswer answer(Call call, AttemptId attempt) {
        return guard.read(
                call,
                Permission.READ_TRAFFIC,
                new Target.OfTriggerAttempt(attempt),
                (stores, place) ->
                        stores.runs().answer(attempt).orElseThrow(() -> ManagerException.notFound("Answer")));
    }
}
