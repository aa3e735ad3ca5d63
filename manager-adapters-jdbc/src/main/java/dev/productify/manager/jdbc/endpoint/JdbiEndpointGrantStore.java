package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.EndpointGrantStore;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbiEndpointGrantStore implements EndpointGrantStore {
    private static final String JOINED =
            " from endpoint_grant g join machine_user mu on mu.id = g.machine_user_id where ";

    private static final String INSERT = """
            insert into endpoint_grant (id, project_id, tenant_id, application_id, endpoint_id, machine_user_id, enabled,
                                        created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :applicationId, :endpointId, :machineUserId, :enabled,
                    :createdAt, :updatedAt, :revision)
            """;

    private static final String UPDATE = """
            update endpoint_grant
               set enabled = :enabled, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and endpoint_id = :endpointId
               and machine_user_id = :machineUserId and id = :id and revision = :revision - 1
            """;

    private final Queries queries;
    private final String scope;

    public JdbiEndpointGrantStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onEndpointGrant();
    }

    @Override
    public void insert(EndpointGrant grant) {
        queries.change(INSERT, EndpointGrantRow.of(grant));
    }

    @Override
    public Optional<GrantedAccess> find(EndpointGrantId id) {
        String sql = "select " + GrantedAccessRow.COLUMNS + JOINED + "g.id = :id and " + scope;
        return queries.one(GrantedAccessRow.class, sql, Map.of("id", id)).map(GrantedAccessRow::toGrantedAccess);
    }

    @Override
    public Optional<EndpointGrant> lock(EndpointGrantId id) {
        String sql = "select " + EndpointGrantRow.COLUMNS + " from endpoint_grant g where g.id = :id and " + scope
                + " for update";
        return queries.one(EndpointGrantRow.class, sql, Map.of("id", id)).map(EndpointGrantRow::toGrant);
    }

    @Override
    public List<GrantedAccess> listOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        ListSql list = sql(query).within("g.endpoint_id", ":endpoint");
        String sql = "select " + GrantedAccessRow.COLUMNS + JOINED + scope + " and " + list.conditions() + " order by "
                + list.order() + " " + list.page();
        return queries.list(GrantedAccessRow.class, sql, withEndpoint(list, endpoint)).stream()
                .map(GrantedAccessRow::toGrantedAccess)
                .toList();
    }

    @Override
    public long countOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        ListSql list = sql(query);
        String sql =
                "select count(*)" + JOINED + "g.endpoint_id = :endpoint and " + scope + " and " + list.conditions();
        return queries.one(Long.class, sql, withEndpoint(list, endpoint)).orElseThrow();
    }

    @Override
    public List<EndpointGrant> all(ApplicationId application) {
        String sql = "select " + EndpointGrantRow.COLUMNS
                + " from endpoint_grant g where g.application_id = :application" + " and " + scope + " order by g.id";
        return queries.list(EndpointGrantRow.class, sql, Map.of("application", application)).stream()
                .map(EndpointGrantRow::toGrant)
                .toList();
    }

    @Override
    public void update(EndpointGrant grant) {
        Revisions.requireUpdated(queries.change(UPDATE, EndpointGrantRow.of(grant)));
    }

    @Override
    public Map<String, Long> delete(EndpointGrantId id) {
        queries.change("delete from endpoint_grant g where g.id = :id and " + scope, Map.of("id", id));
        return Map.of();
    }

    private static ListSql sql(ListQuery<EndpointGrantColumn> query) {
        return ListSql.of("g", column -> table(column) + "." + column.field(), query);
    }

    private static String table(EndpointGrantColumn column) {
        return switch (column) {
            case ID, ENABLED, MACHINE_USER_ID, CREATED_AT, UPDATED_AT -> "g";
            case USERNAME -> "mu";
        };
    }

    private static Map<String, Object> withEndpoint(ListSql list, EndpointId endpoint) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("endpoint", endpoint);
        return parameters;
    }
}
