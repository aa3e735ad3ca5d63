package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.backend.JdbcBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointGrantStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointStore;
import dev.productify.manager.jdbc.machineuser.JdbcMachineUserStore;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.jdbc.trigger.JdbcTriggerStore;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.TenantColumn;
import dev.productify.manager.ports.tenancy.TenantStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbcTenantStore implements TenantStore {
    private static final String INSERT = """
            insert into tenant (id, project_id, name, slug, description, type, protected, created_at, updated_at, revision)
            values (:id, :projectId, :name, :slug, :description, :type, :isProtected, :createdAt, :updatedAt, :revision)
            """;

    /** Names the revision before, and the parent. */
    private static final String UPDATE = """
            update tenant
               set name = :name, slug = :slug, description = :description, type = :type, protected = :isProtected,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and id = :id and revision = :revision - 1
            """;

    private final Queries queries;
    private final String scope;
    private final String content;
    private final String select;

    public JdbcTenantStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onTenant();
        this.content = queries.scope().contentOfTenant();
        this.select = "select " + TenantRow.columns(content) + " from tenant t where ";
    }

    /** In one message with what is asked next, which is whether there is room for it; or with the commit, if nothing is. */
    @Override
    public void insert(Tenant tenant) {
        queries.addLater(INSERT, TenantRow.of(tenant));
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return find(id, "");
    }

    @Override
    public Optional<Tenant> lock(TenantId id) {
        return find(id, " for update");
    }

    private Optional<Tenant> find(TenantId id, String locking) {
        String sql = select + "t.id = :id and " + scope + locking;
        return queries.one(TenantRow.class, sql, Map.of("id", id)).map(TenantRow::toTenant);
    }

    @Override
    public Map<TenantId, Tenant> findAll(Collection<TenantId> ids) {
        UUID[] values = ids.stream().map(TenantId::value).toArray(UUID[]::new);
        Map<TenantId, Tenant> found = new LinkedHashMap<>();
        queries.list(TenantRow.class, select + "t.id = any(:ids) and " + scope, Map.of("ids", values))
                .forEach(row -> found.put(new TenantId(row.id()), row.toTenant()));
        return found;
    }

    @Override
    public Map<ProjectId, List<Tenant>> listOf(Collection<ProjectId> projects, ListQuery<TenantColumn> query) {
        ListSql list = sql(query).within("t.project_id", "parent.id");
        Map<ProjectId, List<Tenant>> lists = new LinkedHashMap<>();
        projects.forEach(project -> lists.put(project, new ArrayList<>()));
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("projects", projects.stream().map(ProjectId::value).toArray(UUID[]::new));
        // One statement for all parents; each by its own index scan, cut after its own page.
        String sql = """
                select %s from unnest(:projects::uuid[]) with ordinality as parent (id, place)
                 cross join lateral (
                    select * from tenant t where %s and %s order by %s %s) t
                 order by parent.place, %s
                """.formatted(
                        TenantRow.columns(content), scope, list.conditions(), list.order(), list.page(), list.order());
        queries.list(TenantRow.class, sql, parameters)
                .forEach(row -> lists.get(new ProjectId(row.projectId())).add(row.toTenant()));
        return lists;
    }

    @Override
    public long countOf(ProjectId project, ListQuery<TenantColumn> query) {
        ListSql list = sql(query);
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("project", project);
        String sql = "select count(*) from tenant t where t.project_id = :project and " + scope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, parameters).orElseThrow();
    }

    @Override
    public Set<Slug> slugsLike(ProjectId project, Slug slug) {
        String sql = "select t.slug from tenant t where t.project_id = :project and t.slug ~ :like and " + scope;
        return queries.list(String.class, sql, Map.of("project", project, "like", SlugPattern.numbered(slug))).stream()
                .map(Slug::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void update(Tenant tenant) {
        Revisions.requireUpdated(queries.change(UPDATE, TenantRow.of(tenant)));
    }

    @Override
    public Map<String, Long> delete(TenantId id) {
        String counting = """
                select (select count(*) from application a where a.tenant_id = :id and %s) as applications,
                       (select count(*) from member m where m.tenant_id = :id) as members,
                       (select count(*) from machine_user mu where mu.tenant_id = :id and %s) as "machineUsers",
                       (select count(*) from endpoint e where e.tenant_id = :id and %s) as endpoints,
                       (select count(*) from endpoint_grant g where g.tenant_id = :id and %s) as "endpointGrants",
                       (select count(*) from trigger tr where tr.tenant_id = :id and %s) as triggers,
                       (select count(*) from backend b where b.tenant_id = :id and %s) as backends
                """.formatted(
                        queries.scope().on(JdbcApplicationStore.SCOPE),
                        queries.scope().on(JdbcMachineUserStore.SCOPE),
                        queries.scope().on(JdbcEndpointStore.SCOPE),
                        queries.scope().on(JdbcEndpointGrantStore.SCOPE),
                        queries.scope().on(JdbcTriggerStore.SCOPE),
                        queries.scope().on(JdbcBackendStore.SCOPE));
        return queries.remove(counting, "delete from tenant t where t.id = :id and " + scope, Map.of("id", id));
    }

    @Override
    public Map<TenantId, Sight> sights(Collection<TenantId> ids) {
        String sql = "select t.id, " + content + " as content from tenant t where t.id = any(:ids) and " + scope;
        UUID[] values = ids.stream().map(TenantId::value).toArray(UUID[]::new);
        Map<TenantId, Sight> sights = new LinkedHashMap<>();
        queries.list(SightRow.class, sql, Map.of("ids", values))
                .forEach(row -> sights.put(new TenantId(row.id()), row.sight()));
        return sights;
    }

    /** Filters look at what is shown, or they would tell what is not. */
    private ListSql sql(ListQuery<TenantColumn> query) {
        return ListSql.of(
                "t",
                column -> column == TenantColumn.DESCRIPTION ? TenantRow.description(content) : "t." + column.field(),
                query);
    }
}
