package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.EndpointStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbiEndpointStore implements EndpointStore {
    private static final String SELECT = "select " + EndpointRow.COLUMNS + " from endpoint e where ";

    private static final String INSERT = """
            insert into endpoint (id, project_id, tenant_id, application_id, name, description, enabled, consume_url, url,
                                  auth_type, auth_username, auth_secret, input_message_type, output_message_type,
                                  transformation_template, conversion, log_level, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :applicationId, :name, :description, :enabled, :consumeUrl, :url,
                    :authType, :authUsername, :authSecret, :inputMessageType, :outputMessageType,
                    :transformationTemplate, :conversion, :logLevel, :createdAt, :updatedAt, :revision)
            """;

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

    /** The components of {@link EndpointRow}, many of each. */
    private static final String ROWS = """
            unnest(:id::uuid[], :projectId::uuid[], :tenantId::uuid[], :applicationId::uuid[], :name::text[],
                   :description::text[], :enabled::boolean[], :consumeUrl::text[], :url::text[], :authType::text[],
                   :authUsername::text[], :authSecret::bytea[], :inputMessageType::text[], :outputMessageType::text[],
                   :transformationTemplate::text[], :conversion::text[], :logLevel::text[], :createdAt::timestamptz[],
                   :updatedAt::timestamptz[], :revision::int[])
            as r (id, project_id, tenant_id, application_id, name, description, enabled, consume_url, url, auth_type,
                  auth_username, auth_secret, input_message_type, output_message_type, transformation_template, conversion,
                  log_level, created_at, updated_at, revision)
            """;

    private static final String INSERT_ALL = """
            insert into endpoint (id, project_id, tenant_id, application_id, name, description, enabled, consume_url, url,
                                  auth_type, auth_username, auth_secret, input_message_type, output_message_type,
                                  transformation_template, conversion, log_level, created_at, updated_at, revision)
            select r.* from\s""" + ROWS;

    private static final String UPDATE_ALL = """
            update endpoint e
               set name = r.name, description = r.description, enabled = r.enabled, consume_url = r.consume_url, url = r.url,
                   auth_type = r.auth_type, auth_username = r.auth_username, auth_secret = r.auth_secret,
                   input_message_type = r.input_message_type, output_message_type = r.output_message_type,
                   transformation_template = r.transformation_template, conversion = r.conversion,
                   log_level = r.log_level, updated_at = r.updated_at, revision = r.revision
              from\s""" + ROWS + """
             where e.project_id = r.project_id and e.tenant_id = r.tenant_id and e.application_id = r.application_id
               and e.id = r.id and e.revision = r.revision - 1
            """;

    private static final String RESEAL = """
            update endpoint
               set auth_secret = :authSecret
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision
            """;

    private final Queries queries;
    private final String scope;

    public JdbiEndpointStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onEndpoint();
    }

    @Override
    public void insert(Endpoint endpoint) {
        queries.change(INSERT, EndpointRow.of(endpoint));
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return find(id, "");
    }

    @Override
    public Optional<Endpoint> lock(EndpointId id) {
        return find(id, " for update");
    }

    private Optional<Endpoint> find(EndpointId id, String locking) {
        String sql = SELECT + "e.id = :id and " + scope + locking;
        return queries.one(EndpointRow.class, sql, Map.of("id", id)).map(EndpointRow::toEndpoint);
    }

    @Override
    public Map<EndpointId, Endpoint> findAll(Collection<EndpointId> ids) {
        UUID[] values = ids.stream().map(EndpointId::value).toArray(UUID[]::new);
        Map<EndpointId, Endpoint> found = new LinkedHashMap<>();
        queries.list(EndpointRow.class, SELECT + "e.id = any(:ids) and " + scope, Map.of("ids", values))
                .forEach(row -> found.put(new EndpointId(row.id()), row.toEndpoint()));
        return found;
    }

    @Override
    public Map<ApplicationId, List<Endpoint>> listOf(
            Collection<ApplicationId> applications, ListQuery<EndpointColumn> query) {
        ListSql list = ListSql.of("e", query).within("e.application_id", "parent.id");
        Map<ApplicationId, List<Endpoint>> lists = new LinkedHashMap<>();
        applications.forEach(application -> lists.put(application, new ArrayList<>()));
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put(
                "applications", applications.stream().map(ApplicationId::value).toArray(UUID[]::new));
        // One statement for all parents; each by its own index scan, cut after its own page.
        String sql =
                """
                select %s from unnest(:applications::uuid[]) with ordinality as parent (id, place)
                 cross join lateral (
                    select * from endpoint e where %s and %s order by %s %s) e
                 order by parent.place, %s
                """.formatted(EndpointRow.COLUMNS, scope, list.conditions(), list.order(), list.page(), list.order());
        queries.list(EndpointRow.class, sql, parameters)
                .forEach(
                        row -> lists.get(new ApplicationId(row.applicationId())).add(row.toEndpoint()));
        return lists;
    }

    @Override
    public long countOf(ApplicationId application, ListQuery<EndpointColumn> query) {
        ListSql list = ListSql.of("e", query);
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("application", application);
        String sql = "select count(*) from endpoint e where e.application_id = :application and " + scope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, parameters).orElseThrow();
    }

    @Override
    public List<Endpoint> all(ApplicationId application) {
        String sql = SELECT + "e.application_id = :application and " + scope + " order by e.id";
        return queries.list(EndpointRow.class, sql, Map.of("application", application)).stream()
                .map(EndpointRow::toEndpoint)
                .toList();
    }

    @Override
    public List<Endpoint> lockAll(Collection<ApplicationId> applications) {
        UUID[] ids = applications.stream().map(ApplicationId::value).toArray(UUID[]::new);
        String sql = SELECT + "e.application_id = any(:applications) and " + scope + " order by e.id for no key update";
        return queries.list(EndpointRow.class, sql, Map.of("applications", ids)).stream()
                .map(EndpointRow::toEndpoint)
                .toList();
    }

    @Override
    public void insertAll(List<Endpoint> endpoints) {
        queries.changeAll(INSERT_ALL, rows(endpoints));
    }

    @Override
    public void updateAll(List<Endpoint> endpoints) {
        Revisions.requireUpdated(queries.changeAll(UPDATE_ALL, rows(endpoints)), endpoints.size());
    }

    private static List<EndpointRow> rows(List<Endpoint> endpoints) {
        return endpoints.stream().map(EndpointRow::of).toList();
    }

    @Override
    public List<Endpoint> sealedAfter(Optional<EndpointId> id, int limit) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("limit", limit));
        id.ifPresent(last -> parameters.put("last", last));
        String sql = SELECT + "e.auth_secret is not null and " + scope + (id.isPresent() ? " and e.id > :last" : "")
                + " order by e.id limit :limit";
        return queries.list(EndpointRow.class, sql, parameters).stream()
                .map(EndpointRow::toEndpoint)
                .toList();
    }

    @Override
    public void update(Endpoint endpoint) {
        Revisions.requireUpdated(queries.change(UPDATE, EndpointRow.of(endpoint)));
    }

    @Override
    public void reseal(Endpoint endpoint) {
        Revisions.requireUpdated(queries.change(RESEAL, EndpointRow.of(endpoint)));
    }

    @Override
    public Map<String, Long> delete(EndpointId id) {
        String counting = "select count(*) as \"endpointGrants\" from endpoint_grant g where g.endpoint_id = :id and "
                + queries.scope().onEndpointGrant();
        return queries.remove(counting, "delete from endpoint e where e.id = :id and " + scope, Map.of("id", id));
    }
}
