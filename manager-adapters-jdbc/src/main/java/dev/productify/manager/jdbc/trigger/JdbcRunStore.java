package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Ending;
import dev.productify.manager.ports.trigger.NewRun;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.trigger.RunStore;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbcRunStore implements RunStore {
    static final RowScope SCOPE = RowScope.ofApplications("r");

    public static final String DOOR =
            "select r.project_id, r.tenant_id, r.application_id from door_trigger_run r where r.id = :id";

    public static final String DOOR_OF_ATTEMPT =
            "select ra.project_id, ra.tenant_id, ra.application_id from door_trigger_attempt ra where ra.id = :id";

    private static final RowScope ATTEMPTS = RowScope.ofApplications("ra");

    /** Looks once for each trigger that has runs, however many it has. */
    private static final String REMOVE_ORPHANS = """
            with recursive fired as (
                    (select o.trigger_id from trigger_run o order by o.trigger_id limit 1)
                    union all
                    select (select n.trigger_id from trigger_run n where n.trigger_id > f.trigger_id
                             order by n.trigger_id limit 1)
                      from fired f where f.trigger_id is not null),
                 orphans as (
                select r.id from trigger_run r
                 where r.trigger_id in (
                        select f.trigger_id from fired f
                         where not exists (select from trigger t where t.id = f.trigger_id))
                   and %s
                 limit :limit for update of r skip locked),
                 attempts as (delete from trigger_attempt ra using orphans o where ra.run_id = o.id),
                 deliveries as (delete from trigger_delivery d using orphans o where d.run_id = o.id)
            delete from trigger_run r using orphans o where r.id = o.id
            """;

    /** Ids of runs grow with time, and the oldest go first, so what is left over is of runs before the oldest one. */
    private static final String REMOVE_LEFTOVERS = """
            delete from %1$s l where l.id = any (array(
                select o.id from %1$s o
                 where o.run_id < (select r.id from trigger_run r order by r.id limit 1)
                   and not exists (select from trigger_run r where r.id = o.run_id)
                 order by o.run_id limit :limit))
            """;

    private final Queries queries;
    private final String scope;
    private final Outbox outbox;

    public JdbcRunStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().on(SCOPE);
        this.outbox = new Outbox(queries);
    }

    @Override
    public Set<TriggerRunId> insert(List<NewRun> runs) {
        return runs.isEmpty() ? Set.of() : new RunInsertion(queries).insert(runs);
    }

    @Override
    public Optional<TriggerRun> find(TriggerRunId id) {
        return find(id, "");
    }

    @Override
    public Optional<TriggerRun> lock(TriggerRunId id) {
        return find(id, " for update");
    }

    private Optional<TriggerRun> find(TriggerRunId id, String locking) {
        String sql = "select " + RunRow.COLUMNS + " from trigger_run r where r.id = :id and " + scope + locking;
        return queries.one(RunRow.class, sql, Map.of("id", id)).map(RunRow::toRun);
    }

    @Override
    public List<TriggerRun> listOf(TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        ListSql list = ListSql.of("r", query).within("r.trigger_id", ":trigger");
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("trigger", trigger);
        String sql = "select " + RunRow.COLUMNS + " from trigger_run r where " + scope + " and " + list.conditions()
                + " order by " + list.order() + " " + list.page();
        return queries.list(RunRow.class, sql, parameters).stream()
                .map(RunRow::toRun)
                .toList();
    }

    @Override
    public long countOf(TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        ListSql list = ListSql.of("r", query);
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("trigger", trigger);
        String sql = "select count(*) from trigger_run r where r.trigger_id = :trigger and " + scope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, parameters).orElseThrow();
    }

    @Override
    public Map<TriggerRunId, List<RunAttempt>> attemptsOf(Collection<TriggerRunId> runs) {
        Map<TriggerRunId, List<RunAttempt>> attempts = new LinkedHashMap<>();
        String sql = "select " + AttemptRow.COLUMNS + " from trigger_attempt ra where ra.run_id = any(:runs) and "
                + queries.scope().on(ATTEMPTS) + " order by ra.started_at, ra.number, ra.id";
        UUID[] ids = runs.stream().map(TriggerRunId::value).toArray(UUID[]::new);
        queries.list(AttemptRow.class, sql, Map.of("runs", ids)).stream()
                .map(AttemptRow::toAttempt)
                .forEach(attempt -> attempts.computeIfAbsent(attempt.run(), run -> new ArrayList<>())
                        .add(attempt));
        return attempts;
    }

    record AnswerRow(Long httpStatus, String responseHeaders, String responseBody) {}

    @Override
    public Optional<CallbackAnswer> answer(AttemptId attempt) {
        String sql = "select ra.http_status, ra.response_headers, ra.response_body from trigger_attempt ra"
                + " where ra.id = :id and ra.http_status is not null and "
                + queries.scope().on(ATTEMPTS);
        return queries.one(AnswerRow.class, sql, Map.of("id", attempt))
                .map(row -> new CallbackAnswer(
                        row.httpStatus().intValue(),
                        row.responseHeaders().lines().toList(),
                        row.responseBody()));
    }

    @Override
    public Set<TriggerId> busy(Collection<TriggerId> triggers) {
        String sql = """
                select distinct d.trigger_id from trigger_delivery d
                 where d.trigger_id = any(:triggers)
                   and (d.status = 'running' or d.status = 'waiting' and d.attempts = 0) and\s""" + queries.scope().on(Outbox.SCOPE);
        UUID[] ids = triggers.stream().map(TriggerId::value).toArray(UUID[]::new);
        return queries.list(UUID.class, sql, Map.of("triggers", ids)).stream()
                .map(TriggerId::new)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void sendAgain(TriggerRunId run, Map<BackendId, DeliveryId> backends, Instant endsAt) {
        String addDeliveries = """
                insert into trigger_delivery (id, run_id, project_id, tenant_id, application_id, trigger_id, backend_id,
                                              status, attempts, due_at)
                select d.id, r.id, r.project_id, r.tenant_id, r.application_id, r.trigger_id, d.backend_id,
                       'waiting', 0, statement_timestamp()
                  from trigger_run r, unnest(:ids::uuid[], :backends::uuid[]) as d (id, backend_id)
                 where r.id = :run and %s
                on conflict on constraint trigger_delivery_run_backend_unique
                   do update set status = 'waiting', due_at = excluded.due_at
                """.formatted(scope);
        queries.change(
                addDeliveries,
                Map.of(
                        "run",
                        run,
                        "ids",
                        backends.values().stream().map(DeliveryId::value).toArray(UUID[]::new),
                        "backends",
                        backends.keySet().stream().map(BackendId::value).toArray(UUID[]::new)));
        String reopen = """
                update trigger_run r
                   set status = 'PENDING', skipped = null, ends_at = :endsAt, started_at = null, finished_at = null
                 where r.id = :run and\s""" + scope;
        queries.change(reopen, Map.of("run", run, "endsAt", endsAt));
    }

    @Override
    public void alive(NodeId node, Duration length) {
        outbox.alive(node, length);
    }

    @Override
    public int takeOver() {
        return outbox.takeOver();
    }

    @Override
    public int dropUndeliverable(int limit) {
        return outbox.dropUndeliverable(limit);
    }

    @Override
    public List<Callback> take(
            NodeId node, int limit, int room, Map<BackendId, Integer> rooms, Optional<BackendId> after) {
        return outbox.take(node, limit, room, rooms, after);
    }

    @Override
    public Set<DeliveryId> finish(NodeId node, List<Ending> endings) {
        return endings.isEmpty() ? Set.of() : outbox.finish(node, endings);
    }

    record WaitingRow(UUID applicationId, long number) {}

    @Override
    public Map<ApplicationId, Long> waiting() {
        String sql =
                "select d.application_id, count(*) as number from trigger_delivery d where d.status = 'waiting' and "
                        + queries.scope().on(Outbox.SCOPE) + " group by d.application_id";
        return queries.list(WaitingRow.class, sql, Map.of()).stream()
                .collect(Collectors.toMap(row -> new ApplicationId(row.applicationId()), WaitingRow::number));
    }

    @Override
    public int removeOlderThan(Duration age, int limit) {
        String sql = """
                with old as (
                    select r.id from trigger_run r
                     where r.created_at < statement_timestamp() - :ageMillis * interval '1 millisecond' and %s
                     order by r.created_at limit :limit for update skip locked),
                     attempts as (delete from trigger_attempt ra using old where ra.run_id = old.id),
                     deliveries as (delete from trigger_delivery d using old where d.run_id = old.id)
                delete from trigger_run r using old where r.id = old.id
                """.formatted(scope);
        return queries.change(sql, Map.of("ageMillis", age.toMillis(), "limit", limit));
    }

    @Override
    public int removeOrphans(int limit) {
        int removed = queries.change(REMOVE_ORPHANS.formatted(scope), Map.of("limit", limit));
        for (String table : List.of("trigger_attempt", "trigger_delivery")) {
            if (removed < limit) {
                removed += queries.change(REMOVE_LEFTOVERS.formatted(table), Map.of("limit", limit - removed));
            }
        }
        return removed;
    }
}
