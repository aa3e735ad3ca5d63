package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.trigger.NewRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds many runs with what is to be sent for them by one statement. Whose run was not added, since there is one for that instant, is
 * looked up in a table of hashes ({@code is true} keeps it from being a join, and that from comparing each with each).
 */
final class RunInsertion {
    private static final String INSERT = """
            with added as (
                insert into trigger_run (id, project_id, tenant_id, application_id, trigger_id, cause, scheduled_at, status,
                                         skipped, missed_until, missed_count, trigger_name, run_key, application_slug,
                                         tenant_slug, ends_at, created_at, finished_at)
                select * from unnest(
                    :ids::uuid[], :projects::uuid[], :tenants::uuid[], :applications::uuid[], :triggers::uuid[],
                    :causes::text[], :scheduled::timestamptz[], :statuses::text[], :skipped::text[],
                    :missedUntil::timestamptz[], :missedCounts::int[], :names::text[], :runKeys::text[],
                    :applicationSlugs::text[], :tenantSlugs::text[], :ends::timestamptz[], :created::timestamptz[],
                    :finished::timestamptz[])
                on conflict (trigger_id, scheduled_at) where cause = 'SCHEDULE' do nothing
                returning id),
                 sending as (
                insert into trigger_delivery (id, run_id, project_id, tenant_id, application_id, trigger_id, backend_id,
                                              status, attempts, due_at)
                select d.id, d.run_id, d.project_id, d.tenant_id, d.application_id, d.trigger_id, d.backend_id,
                       'waiting', 0, statement_timestamp()
                  from unnest(
                    :deliveries::uuid[], :deliveryRuns::uuid[], :deliveryProjects::uuid[], :deliveryTenants::uuid[],
                    :deliveryApplications::uuid[], :deliveryTriggers::uuid[], :backends::uuid[])
                    as d (id, run_id, project_id, tenant_id, application_id, trigger_id, backend_id)
                 where (d.run_id in (select a.id from added a)) is true)
            select id from added
            """;

    private final Queries queries;

    RunInsertion(Queries queries) {
        this.queries = queries;
    }

    Set<TriggerRunId> insert(List<NewRun> runs) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("ids", ids(runs, run -> run.id().value()));
        parameters.put("projects", ids(runs, run -> run.project().value()));
        parameters.put("tenants", ids(runs, run -> run.tenant().value()));
        parameters.put("applications", ids(runs, run -> run.application().value()));
        parameters.put("triggers", ids(runs, run -> run.trigger().value()));
        parameters.put("causes", texts(runs, made -> made.run().cause().name()));
        parameters.put("scheduled", times(runs, made -> Optional.of(made.run().scheduledAt())));
        parameters.put("statuses", texts(runs, made -> made.run().status().name()));
        parameters.put(
                "skipped",
                texts(runs, made -> made.run().skipped().map(Enum::name).orElse(null)));
        parameters.put("missedUntil", times(runs, made -> made.run().missed().map(MisfireRules.Missed::last)));
        parameters.put(
                "missedCounts",
                texts(
                        runs,
                        made -> made.run()
                                .missed()
                                .flatMap(MisfireRules.Missed::count)
                                .map(String::valueOf)
                                .orElse(null)));
        parameters.put("names", texts(runs, made -> made.facts().triggerName()));
        parameters.put(
                "runKeys",
                texts(runs, made -> made.facts().runKey().map(RunKey::value).orElse(null)));
        parameters.put(
                "applicationSlugs",
                texts(runs, made -> made.facts().applicationSlug().value()));
        parameters.put(
                "tenantSlugs", texts(runs, made -> made.facts().tenantSlug().value()));
        parameters.put("ends", times(runs, made -> Optional.of(made.endsAt())));
        parameters.put("created", times(runs, made -> Optional.of(made.run().createdAt())));
        parameters.put("finished", times(runs, made -> made.run().finishedAt()));
        deliveries(runs, parameters);
        return queries.list(UUID.class, INSERT, parameters).stream()
                .map(TriggerRunId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void deliveries(List<NewRun> runs, Map<String, Object> parameters) {
        record OfRun(TriggerRun run, NewRun.Delivery delivery) {}
        List<OfRun> all = runs.stream()
                .flatMap(run -> run.deliveries().stream().map(delivery -> new OfRun(run.run(), delivery)))
                .toList();
        parameters.put(
                "deliveries",
                all.stream().map(one -> one.delivery().id().value()).toArray(UUID[]::new));
        Function<Function<TriggerRun, UUID>, UUID[]> ofRuns =
                reading -> all.stream().map(OfRun::run).map(reading).toArray(UUID[]::new);
        parameters.put("deliveryRuns", ofRuns.apply(run -> run.id().value()));
        parameters.put("deliveryProjects", ofRuns.apply(run -> run.project().value()));
        parameters.put("deliveryTenants", ofRuns.apply(run -> run.tenant().value()));
        parameters.put(
                "deliveryApplications", ofRuns.apply(run -> run.application().value()));
        parameters.put("deliveryTriggers", ofRuns.apply(run -> run.trigger().value()));
        parameters.put(
                "backends",
                all.stream().map(one -> one.delivery().backend().value()).toArray(UUID[]::new));
    }

    private static UUID[] ids(List<NewRun> runs, Function<TriggerRun, UUID> reading) {
        return runs.stream().map(NewRun::run).map(reading).toArray(UUID[]::new);
    }

    private static String[] texts(List<NewRun> runs, Function<NewRun, String> reading) {
        return runs.stream().map(reading).toArray(String[]::new);
    }

    private static String[] times(List<NewRun> runs, Function<NewRun, Optional<Instant>> reading) {
        return texts(runs, run -> reading.apply(run).map(Instant::toString).orElse(null));
    }
}
