package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.EndpointGrantStore;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcEndpointGrantStore extends TableStore<EndpointGrantId, EndpointGrant, EndpointGrantRow>
        implements EndpointGrantStore {
    /** A machine user sees none, not even its own (contract A2), and nobody does in what is their own. */
    public static final RowScope SCOPE =
            RowScope.atPlaces("g", "id").exceptMachines().withReach(RowScope.ofAdministrators("g"));

    public static final String DOOR =
            "select g.project_id, g.tenant_id, null::uuid from door_endpoint_grant g where g.id = :id";

    private static final String JOINED =
            " from endpoint_grant g join machine_user mu on mu.id = g.machine_user_id where ";

    private static final String UPDATE = """
            update endpoint_grant
               set enabled = :enabled, updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and endpoint_id = :endpointId
               and machine_user_id = :machineUserId and id = :id and revision = :revision - 1
            """;

    private static final Table<EndpointGrant, EndpointGrantRow> TABLE = new Table<>(
            "endpoint_grant",
            "g",
            EndpointGrantRow.class,
            EndpointGrantRow::of,
            EndpointGrantRow::toGrant,
            UPDATE,
            SCOPE);

    public JdbcEndpointGrantStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(EndpointGrant grant) {
        add(grant, "");
    }

    @Override
    public Optional<GrantedAccess> find(EndpointGrantId id) {
        String sql = "select " + GrantedAccessRow.COLUMNS + JOINED + "g.id = :id and " + scope;
        return queries.one(GrantedAccessRow.class, sql, Map.of("id", id)).map(GrantedAccessRow::toGrantedAccess);
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
        return all("g.application_id = :application", " order by g.id", Map.of("application", application));
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
