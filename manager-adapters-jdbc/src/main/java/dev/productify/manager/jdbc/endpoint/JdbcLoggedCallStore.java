package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.ports.endpoint.LoggedCallColumn;
import dev.productify.manager.ports.endpoint.LoggedCallStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

public final class JdbcLoggedCallStore implements LoggedCallStore {
    private static final RowScope SCOPE = RowScope.atPlaces("l", "id").exceptMachines();

    /**
     * However many rows, one statement that is always the same. Its commit waits for no disk: when the database's machine dies,
     * the last moments of the log may be missing, and nobody was promised them.
     */
    private static final String APPEND = """
            with lazily as materialized (select set_config('synchronous_commit', 'off', true))
            insert into esb_log (id, project_id, tenant_id, application_id, endpoint_id, request_id, method, path, status,
                                 duration_us, source_ip, error_message, transformation_applied, user_id, machine_user_id,
                                 caller, content_bytes, request_headers, request_body, response_headers, response_body,
                                 created_at)
            select id, project_id, tenant_id, application_id, endpoint_id, request_id, method, path, status::integer,
                   duration_us::bigint, source_ip, error_message, transformation_applied::boolean, user_id, machine_user_id,
                   caller, content_bytes::integer, request_headers, request_body, response_headers, response_body,
                   created_at::timestamptz
              from unnest(:ids::uuid[], :projects::uuid[], :tenants::uuid[], :applications::uuid[], :endpoints::uuid[],
                          :requestIds::text[], :methods::text[], :paths::text[], :statuses::text[], :durations::text[],
                          :sources::text[], :errors::text[], :transformed::text[], :users::uuid[], :machineUsers::uuid[],
                          :callers::text[], :contentBytes::text[], :requestHeaders::text[], :requestBodies::text[],
                          :responseHeaders::text[], :responseBodies::text[], :times::text[])
                   as entry (id, project_id, tenant_id, application_id, endpoint_id, request_id, method, path, status,
                             duration_us, source_ip, error_message, transformation_applied, user_id, machine_user_id,
                             caller, content_bytes, request_headers, request_body, response_headers, response_body,
                             created_at)
             cross join lazily
            on conflict (id) do nothing
            """;

    private static final String PREPARE = "select esb_log_prepare(:days, :ahead)";

    private static final String DROP = "select d.approximate_rows from esb_log_drop(:before) d";

    /** The partition that is old in part; not the first one, which holds all that was there before there were others. */
    private static final String SPARED = """
            select p.lower_id, p.upper_id from partitions_of('esb_log') p
             where p.lower_id <= uuid_at(:before) and p.upper_id > uuid_at(:before)
               and time_of(p.upper_id) - time_of(p.lower_id) < interval '8 days'
            """;

    private static final String PURGE_OLD = """
            delete from esb_log l where l.id = any (array(
                    select o.id from esb_log o where o.created_at < :before %s order by o.created_at limit :most))
            """;

    private static final String BUT_SPARED = "and (o.id < :lowerId or o.id >= :upperId)";

    /** Looks once for each endpoint that has rows, however many it has. */
    private static final String PURGE_ORPHANS = """
            delete from esb_log l where l.id = any (array(
                    with recursive logged as (
                            (select o.endpoint_id from esb_log o order by o.endpoint_id limit 1)
                            union all
                            select (select n.endpoint_id from esb_log n where n.endpoint_id > p.endpoint_id
                                     order by n.endpoint_id limit 1)
                              from logged p where p.endpoint_id is not null)
                    select o.id
                      from logged g
                      join esb_log o on o.endpoint_id = g.endpoint_id
                     where not exists (select from endpoint e where e.id = g.endpoint_id)
                     limit :most))
            """;

    record RangeRow(UUID lowerId, UUID upperId) {}

    private final Queries queries;
    private final String scope;

    public JdbcLoggedCallStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().on(SCOPE);
    }

    @Override
    public void append(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Map<String, Object> arrays = new LinkedHashMap<>();
        arrays.put("ids", ids(entries, call -> call.id().value()));
        arrays.put("projects", ids(entries, call -> call.place().project().value()));
        arrays.put(
                "tenants",
                ids(entries, call -> call.place().tenant().orElseThrow().value()));
        arrays.put(
                "applications",
                ids(entries, call -> call.place().application().orElseThrow().value()));
        arrays.put("endpoints", ids(entries, call -> call.endpoint().value()));
        arrays.put("requestIds", texts(entries, LoggedCall::requestId));
        arrays.put("methods", texts(entries, LoggedCall::method));
        arrays.put("paths", texts(entries, LoggedCall::path));
        arrays.put("statuses", texts(entries, call -> Integer.toString(call.status())));
        arrays.put("durations", texts(entries, call -> Long.toString(micros(call))));
        arrays.put("sources", texts(entries, LoggedCall::source));
        arrays.put("errors", texts(entries, call -> call.error().orElse(null)));
        arrays.put("transformed", texts(entries, call -> Boolean.toString(call.transformed())));
        arrays.put("users", ids(entries, call -> call.user().map(UserId::value).orElse(null)));
        arrays.put(
                "machineUsers",
                ids(
                        entries,
                        call -> call.machineUser().map(MachineUserId::value).orElse(null)));
        arrays.put("callers", texts(entries, call -> call.caller().orElse(null)));
        arrays.put("contentBytes", texts(entries, call -> Integer.toString(call.contentBytes())));
        arrays.put("requestHeaders", parts(entries, said -> LoggedContentsRow.headers(said.request())));
        arrays.put("requestBodies", parts(entries, said -> body(said.request())));
        arrays.put("responseHeaders", parts(entries, said -> LoggedContentsRow.headers(said.response())));
        arrays.put("responseBodies", parts(entries, said -> body(said.response())));
        arrays.put("times", texts(entries, call -> call.at().toString()));
        queries.change(APPEND, arrays);
    }

    private static long micros(LoggedCall call) {
        return call.duration().dividedBy(ChronoUnit.MICROS.getDuration());
    }

    private static String body(Optional<LoggedCall.Message> message) {
        return message.map(LoggedCall.Message::body).orElse(null);
    }

    private static UUID[] ids(List<Entry> entries, Function<LoggedCall, UUID> id) {
        return entries.stream().map(Entry::call).map(id).toArray(UUID[]::new);
    }

    private static String[] texts(List<Entry> entries, Function<LoggedCall, String> text) {
        return entries.stream().map(Entry::call).map(text).toArray(String[]::new);
    }

    private static String[] parts(List<Entry> entries, Function<LoggedCall.Contents, String> part) {
        return entries.stream().map(Entry::contents).map(part).toArray(String[]::new);
    }

    @Override
    public List<LoggedCall> listOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        ListSql list = sql(query).within("l.endpoint_id", ":endpoint");
        String sql = "select " + LoggedCallRow.COLUMNS + " from esb_log l where " + scope + " and " + list.conditions()
                + " order by " + list.order() + " " + list.page();
        return queries.list(LoggedCallRow.class, sql, withEndpoint(list, endpoint)).stream()
                .map(LoggedCallRow::toCall)
                .toList();
    }

    @Override
    public long countOf(EndpointId endpoint, ListQuery<LoggedCallColumn> query) {
        ListSql list = sql(query);
        String sql = "select count(*) from esb_log l where l.endpoint_id = :endpoint and " + scope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, withEndpoint(list, endpoint)).orElseThrow();
    }

    @Override
    public Map<LoggedCallId, LoggedCall.Contents> contents(EndpointId endpoint, Collection<LoggedCallId> ids) {
        String sql = "select " + LoggedContentsRow.COLUMNS
                + " from esb_log l where l.id = any(:ids::uuid[]) and l.endpoint_id = :endpoint and " + scope;
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("endpoint", endpoint);
        parameters.put("ids", ids.stream().map(LoggedCallId::value).toArray(UUID[]::new));
        return queries.list(LoggedContentsRow.class, sql, parameters).stream()
                .collect(Collectors.toMap(row -> new LoggedCallId(row.id()), LoggedContentsRow::toContents));
    }

    @Override
    public int prepareSpans(int days, int ahead) {
        return queries.one(Long.class, PREPARE, Map.of("days", days, "ahead", ahead))
                .orElseThrow()
                .intValue();
    }

    @Override
    public OptionalLong removeSpan(Instant before) {
        return queries.one(Long.class, DROP, Map.of("before", before)).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    @Override
    public int purge(Instant before, boolean wholeSpans, int most) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("before", before);
        Optional<RangeRow> spared = wholeSpans ? queries.one(RangeRow.class, SPARED, parameters) : Optional.empty();
        parameters.put("most", most);
        spared.ifPresent(range -> {
            parameters.put("lowerId", range.lowerId());
            parameters.put("upperId", range.upperId());
        });
        int old = queries.change(PURGE_OLD.formatted(spared.isPresent() ? BUT_SPARED : ""), parameters);
        return old == most ? old : old + queries.change(PURGE_ORPHANS, Map.of("most", most - old));
    }

    private static ListSql sql(ListQuery<LoggedCallColumn> query) {
        return ListSql.of("l", column -> "l." + name(column), query);
    }

    private static String name(LoggedCallColumn column) {
        return switch (column) {
            case USER -> "user_id";
            case MACHINE_USER -> "machine_user_id";
            case ID, METHOD, PATH, STATUS, SOURCE_IP, ERROR_MESSAGE, TRANSFORMATION_APPLIED, REQUEST_ID, CREATED_AT ->
                column.field();
        };
    }

    private static Map<String, Object> withEndpoint(ListSql list, EndpointId endpoint) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("endpoint", endpoint);
        return parameters;
    }
}
