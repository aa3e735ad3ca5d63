package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.jdbc.backend.BackendRow;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Ending;
import dev.productify.manager.ports.trigger.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * What waits to be sent and who sends it. A node takes a delivery by writing its id into the row. It is nobody else's as long
 * as the node is believed to live, and whatever it writes later goes by that id and the number of the attempt, so that a node
 * which only slept cannot undo what another one did meanwhile.
 *
 * <p>All of its statements look rows up {@linkplain Queries#byIndexes() by indexes}, as {@code = any (array[…])}.
 */
final class Outbox {
    static final RowScope SCOPE = RowScope.atPlaces("d", "id");

    /**
     * The backends for which something waits, in the order of their ids, and nothing behind the last one. Goes from backend to
     * backend by the index, so that what waits for one is not read to find what waits for the next.
     */
    private static final String WAITING_BACKENDS = """
            %1$s (backend_id) as (
                (select d.backend_id from trigger_delivery d
                  where d.status = 'waiting' and %2$s
                  order by d.backend_id limit 1)
                union all
                select (select d.backend_id from trigger_delivery d
                         where d.status = 'waiting' and d.backend_id > w.backend_id and %2$s
                         order by d.backend_id limit 1)
                  from %1$s w where w.backend_id is not null)\
            """;

    /** Rows are locked in the order of their ids wherever several are, or passed by where somebody has locked them. */
    private static final String TAKE = """
            with recursive %s,
                 picked as materialized (
                select due.id as picked_id, gen_random_uuid() as attempt_id, b.* from waiting w
                  join backend b on b.id = any (array[w.backend_id]) and b.enabled
                  left join unnest(:backends::uuid[], :rooms::int[]) as own (backend_id, room)
                         on own.backend_id = w.backend_id
                 cross join lateral (
                    select d.id from trigger_delivery d
                     where d.status = 'waiting' and d.backend_id = w.backend_id
                       and d.due_at <= statement_timestamp() and %s and %s
                     order by d.due_at limit coalesce(own.room, :room)
                     for update skip locked) due
                 limit :limit),
                 taken as (
                update trigger_delivery d
                   set status = 'running', attempts = d.attempts + 1, node_id = :node
                  from picked b where d.id = any (array[b.picked_id])
                returning d.id as delivery_id, b.attempt_id, d.attempts as number, d.run_id as of_run, d.project_id,
                          d.tenant_id, d.application_id, d.due_at, %s),
                 noted as (
                insert into trigger_attempt (id, delivery_id, run_id, project_id, tenant_id, application_id, backend_id,
                                             backend_name, number, status, started_at)
                select t.attempt_id, t.delivery_id, t.of_run, t.project_id, t.tenant_id, t.application_id, t.backend_id,
                       t.backend_name, t.number, 'RUNNING', statement_timestamp()
                  from taken t),
                 begun as (
                update trigger_run r
                   set status = 'RUNNING', started_at = statement_timestamp()
                  from (select distinct t.of_run from taken t) t
                 cross join lateral (
                    select p.id from trigger_run p
                     where p.id = t.of_run and p.status = 'PENDING'
                     for update skip locked) pending
                 where r.id = any (array[pending.id]))
            select t.*, statement_timestamp() as started_at, %s
              from taken t join trigger_run r on r.id = any (array[t.of_run])
             order by %s, t.due_at, t.delivery_id
            """;

    private static final String ALIVE = """
            insert into executor_node (id, alive_until)
            values (:node, statement_timestamp() + :millis * interval '1 millisecond')
            on conflict (id) do update set alive_until = excluded.alive_until
            """;

    private static final String LIVES =
            "exists (select from executor_node e where e.id = %s and e.alive_until > statement_timestamp())";

    private static final String TAKE_OVER = """
            with lost as (
                select d.id from trigger_delivery d
                 where d.status = 'running' and not %s and %s
                 for update skip locked),
                 back as (
                update trigger_delivery d
                   set status = 'waiting', node_id = null, due_at = statement_timestamp()
                  from lost where d.id = any (array[lost.id])
                returning d.id, d.attempts)
            update trigger_attempt ra
               set status = 'FAILED', error = 'the node died, or lost touch with the database, before it knew the answer'
              from back where ra.delivery_id = any (array[back.id]) and ra.number = back.attempts
            """.formatted(LIVES.formatted("d.node_id"), "%s");

    private static final String FORGET =
            "delete from executor_node e where e.alive_until < statement_timestamp() - interval '1 hour'";

    private static final String DROP = """
            with recursive %s,
                 dropped as (
                select waits.id from waiting w
                 cross join lateral (
                    select d.id from trigger_delivery d
                     where d.status = 'waiting' and d.backend_id = w.backend_id and %s
                     limit :limit for update skip locked) waits
                 where not exists (select from backend b where b.id = w.backend_id and b.enabled)
                 limit :limit)
            update trigger_delivery d set status = 'failed' from dropped where d.id = any (array[dropped.id])
            returning d.run_id
            """;

    /** A run that goes to one backend ends with that: nothing has to be counted, and nobody else ends it at the same time. */
    private static final String FINISH = """
            with locked as (
                select e.*, d.counts
                  from (select * from unnest(
                    :ids::uuid[], :numbers::int[], :statuses::text[], :httpStatuses::int[], :errors::text[],
                    :headers::text[], :bodies::text[], :durations::bigint[], :retries::timestamptz[])
                    as e (id, number, status, http_status, error, headers, body, duration_ms, retry_at)
                    order by id) e
                 cross join lateral (
                    select d.status = 'running' and d.node_id = :node and d.attempts = e.number as counts
                      from trigger_delivery d where d.id = e.id and %s
                       for update) d),
                 done as (
                update trigger_delivery d
                   set status = case when e.retry_at is not null then 'waiting'
                                     when e.status = 'SUCCEEDED' then 'succeeded' else 'failed' end,
                       due_at = coalesce(e.retry_at, d.due_at), node_id = null
                  from locked e where d.id = any (array[e.id]) and e.counts
                returning d.run_id, d.status as becomes, e.*),
                 noted as (
                update trigger_attempt ra
                   set status = done.status, http_status = done.http_status, error = done.error,
                       response_headers = done.headers, response_body = done.body, duration_ms = done.duration_ms
                  from done where ra.delivery_id = any (array[done.id]) and ra.number = done.number),
                 settled as (
                update trigger_run r
                   set status = upper(done.becomes), finished_at = clock_timestamp()
                  from done
                 where r.id = any (array[done.run_id]) and done.becomes <> 'waiting' and %s
                   and not exists (select from trigger_delivery o
                                    where o.run_id = any (array[done.run_id]) and o.id <> done.id)
                returning r.id)
            select done.id, done.run_id, done.becomes = 'waiting' or done.run_id in (select s.id from settled s) as settled
              from done
            """;

    private static final String LOCK_RUNS =
            "select r.id from trigger_run r where r.id = any(:runs) and %s order by r.id for update";

    private static final String SETTLE = """
            update trigger_run r
               set status = case when c.failed > 0 then 'FAILED' else 'SUCCEEDED' end, finished_at = clock_timestamp()
              from (select d.run_id,
                           count(*) filter (where d.status in ('waiting', 'running')) as open,
                           count(*) filter (where d.status = 'failed') as failed
                      from trigger_delivery d where d.run_id = any(:runs) group by d.run_id) c
             where r.id = any (array[c.run_id]) and c.open = 0
            """;

    private final Queries queries;
    private final String scope;
    private final String runScope;

    Outbox(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().on(SCOPE);
        this.runScope = queries.scope().on(JdbcRunStore.SCOPE);
    }

    void alive(NodeId node, Duration length) {
        queries.change(ALIVE, Map.of("node", node, "millis", length.toMillis()));
    }

    int takeOver() {
        queries.change(FORGET, Map.of());
        queries.byIndexes();
        return queries.change(TAKE_OVER.formatted(scope), Map.of());
    }

    /**
     * The table {@code waiting} of all backends for which something waits.
     *
     * @param after begins behind that one, with {@code :after}, and goes around; the others are only looked for where a statement
     *     wants more than there are
     */
    private String waitingBackends(Optional<BackendId> after) {
        if (after.isEmpty()) {
            return WAITING_BACKENDS.formatted("waiting", scope);
        }
        return """
                %s,
                     %s,
                     waiting (backend_id) as (select backend_id from behind union all select backend_id from before)\
                """.formatted(
                        WAITING_BACKENDS.formatted("behind", "d.backend_id > :after and " + scope),
                        WAITING_BACKENDS.formatted("before", "d.backend_id <= :after and " + scope));
    }

    int dropUndeliverable(int limit) {
        String sql = DROP.formatted(waitingBackends(Optional.empty()), scope);
        queries.byIndexes();
        List<UUID> runs = queries.list(UUID.class, sql, Map.of("limit", limit));
        settle(new LinkedHashSet<>(runs));
        return runs.size();
    }

    List<Callback> take(NodeId node, int limit, int room, Map<BackendId, Integer> rooms, Optional<BackendId> after) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("node", node);
        parameters.put("limit", limit);
        parameters.put("room", room);
        parameters.put("backends", rooms.keySet().stream().map(BackendId::value).toArray(UUID[]::new));
        parameters.put("rooms", rooms.values().stream().map(String::valueOf).toArray(String[]::new));
        after.ifPresent(backend -> parameters.put("after", backend));
        queries.byIndexes();
        return queries
                .list(
                        CallbackRow.class,
                        TAKE.formatted(
                                waitingBackends(after),
                                LIVES.formatted(":node"),
                                scope,
                                BackendRow.PREFIXED,
                                RunRow.PREFIXED,
                                after.isEmpty() ? "t.backend_id" : "t.backend_id <= :after, t.backend_id"),
                        parameters)
                .stream()
                .map(CallbackRow::toCallback)
                .toList();
    }

    /** @param settled whether its run is as it has to be */
    record DoneRow(UUID id, UUID runId, boolean settled) {}

    Set<DeliveryId> finish(NodeId node, List<Ending> endings) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("node", node);
        parameters.put(
                "ids", endings.stream().map(ending -> ending.delivery().value()).toArray(UUID[]::new));
        put(parameters, "numbers", endings, ending -> Integer.toString(ending.attempt()));
        put(parameters, "statuses", endings, ending -> ending.status().name());
        put(parameters, "httpStatuses", endings, ofAnswer(answer -> Integer.toString(answer.status())));
        put(
                parameters,
                "errors",
                endings,
                ending -> ending.error().map(Outbox::storable).orElse(null));
        put(parameters, "headers", endings, ofAnswer(answer -> storable(String.join("\n", answer.headers()))));
        put(parameters, "bodies", endings, ofAnswer(answer -> storable(answer.body())));
        put(
                parameters,
                "durations",
                endings,
                ending -> Long.toString(ending.duration().toMillis()));
        put(
                parameters,
                "retries",
                endings,
                ending -> ending.retryAt().map(Instant::toString).orElse(null));
        queries.byIndexes();
        List<DoneRow> done = queries.list(DoneRow.class, FINISH.formatted(scope, runScope), parameters);
        settle(done.stream()
                .filter(row -> !row.settled())
                .map(DoneRow::runId)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return done.stream().map(row -> new DeliveryId(row.id())).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void put(
            Map<String, Object> parameters, String name, List<Ending> endings, Function<Ending, String> reading) {
        List<String> values = new ArrayList<>();
        endings.forEach(ending -> values.add(reading.apply(ending)));
        parameters.put(name, values.toArray(String[]::new));
    }

    private static Function<Ending, String> ofAnswer(Function<CallbackAnswer, String> reading) {
        return ending -> ending.answer().map(reading).orElse(null);
    }

    /** PostgreSQL's texts hold no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** The runs are locked before their deliveries are counted, so that the last of several to end sees the others. */
    private void settle(Set<UUID> runs) {
        if (runs.isEmpty()) {
            return;
        }
        Map<String, Object> parameters = Map.of("runs", runs.toArray(UUID[]::new));
        queries.list(UUID.class, LOCK_RUNS.formatted(runScope), parameters);
        queries.change(SETTLE, parameters);
    }
}
