package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.EndpointStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcEndpointStore extends TableStore<EndpointId, Endpoint, EndpointRow> implements EndpointStore {
    public static final RowScope SCOPE = RowScope.ofApplications("e");

    public static final String DOOR =
            "select e.project_id, e.tenant_id, e.application_id from door_endpoint e where e.id = :id";

    private static final String UPDATE = """
            update endpoint
               set name = :name, description = :description, enabled = :enabled, consume_url = :consumeUrl, url = :url,
                   auth_type = :authType, auth_username = :authUsername, auth_secret = :authSecret,
                   input_message_type = :inputMessageType, output_message_type = :outputMessageType,
                   transformation_template = :transformationTemplate, conversion = :conversion, log_level = :logLevel,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and application_id = :applicationId
               and id = :id and revision = :revision - 1
            """;

    private static final String UPDATE_ALL = """
            update endpoint e
               set name = r.name, description = r.description, enabled = r.enabled, consume_url = r.consume_url, url = r.url,
                   auth_type = r.auth_type, auth_username = r.auth_username, auth_secret = r.auth_secret,
                   input_message_type = r.input_message_type, output_message_type = r.output_message_type,
                   transformation_template = r.transformation_template, conversion = r.conversion,
                   log_level = r.log_level, updated_at = r.updated_at, revision = r.revision
              from\s""" + Columns.many(EndpointRow.class) + """
             where e.project_id = r.project_id and e.tenant_id = r.tenant_id and e.application_id = r.application_id
               and e.id = r.id and e.revision = r.revision - 1
            """;

    private static final String RESEAL = """
            update endpoint
               set auth_secret = :authSecret
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision
            """;

    private static final Table<Endpoint, EndpointRow> TABLE =
            new Table<>("endpoint", "e", EndpointRow.class, EndpointRow::of, EndpointRow::toEndpoint, UPDATE, SCOPE);

    public JdbcEndpointStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(Endpoint endpoint) {
        add(endpoint, "");
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return byId(id);
    }

    @Override
    public Map<EndpointId, Endpoint> findAll(Collection<EndpointId> ids) {
        return byIds(ids, Endpoint::id);
    }

    @Override
    public Map<ApplicationId, List<Endpoint>> listOf(
            Collection<ApplicationId> applications, ListQuery<EndpointColumn> query) {
        return listsIn("application_id", applications, query, Endpoint::application);
    }

    @Override
    public long countOf(ApplicationId application, ListQuery<EndpointColumn> query) {
        return countIn("application_id", application, query);
    }

    @Override
    public List<Endpoint> all(ApplicationId application) {
        return all("e.application_id = :application", " order by e.id", Map.of("application", application));
    }

    @Override
    public List<Endpoint> lockAll(Collection<ApplicationId> applications) {
        return all(
                "e.application_id = any(:applications)",
                " order by e.id for no key update",
                Map.of("applications", uuids(applications)));
    }

    @Override
    public void insertAll(List<Endpoint> endpoints) {
        addAll(endpoints);
    }

    @Override
    public void updateAll(List<Endpoint> endpoints) {
        overwriteAll(UPDATE_ALL, endpoints);
    }

    @Override
    public List<Endpoint> sealedAfter(Optional<EndpointId> id, int limit) {
        return after("e.auth_secret is not null", id, limit);
    }

    @Override
    public void reseal(Endpoint endpoint) {
        overwrite(RESEAL, endpoint);
    }

    @Override
    public Map<String, Long> delete(EndpointId id) {
        return delete(
                id,
                "select count(*) as \"endpointGrants\" from endpoint_grant g where g.endpoint_id = :id and "
                        + queries.scope().on(JdbcEndpointGrantStore.SCOPE));
    }
}
