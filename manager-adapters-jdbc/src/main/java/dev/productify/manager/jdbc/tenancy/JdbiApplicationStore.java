package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbiApplicationStore implements ApplicationStore {
    private static final String SELECT = "select " + ApplicationRow.COLUMNS + " from application a where ";

    private static final String INSERT = """
            insert into application (id, project_id, tenant_id, name, slug, description, version, created_at, updated_at, revision)
            values (:id, :projectId, :tenantId, :name, :slug, :description, :version, :createdAt, :updatedAt, :revision)
            """;

    /** Names the revision before, and the parents. */
    private static final String UPDATE = """
            update application
               set name = :name, slug = :slug, description = :description, version = :version,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """;

    private final Queries queries;
    private final String scope;

    public JdbiApplicationStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onApplication();
    }

    @Override
    public void insert(Application application) {
        queries.change(INSERT, ApplicationRow.of(application));
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return find(id, "");
    }

    @Override
    public Optional<Application> lock(ApplicationId id) {
        return find(id, " for update");
    }

    @Override
    public Optional<Application> find(TenantId tenant, Slug slug) {
        String sql = SELECT + "a.tenant_id = :tenant and a.slug = :slug and " + scope;
        return queries.one(ApplicationRow.class, sql, Map.of("tenant", tenant, "slug", slug.value()))
                .map(ApplicationRow::toApplication);
    }

    @Override
    public Map<ApplicationId, Application> lockAll(Collection<ApplicationId> ids) {
        return findAll(ids, " order by a.id for update");
    }

    private Optional<Application> find(ApplicationId id, String locking) {
        String sql = SELECT + "a.id = :id and " + scope + locking;
        return queries.one(ApplicationRow.class, sql, Map.of("id", id)).map(ApplicationRow::toApplication);
    }

    @Override
    public Map<ApplicationId, Application> findAll(Collection<ApplicationId> ids) {
        return findAll(ids, "");
    }

    private Map<ApplicationId, Application> findAll(Collection<ApplicationId> ids, String locking) {
        UUID[] values = ids.stream().map(ApplicationId::value).toArray(UUID[]::new);
        Map<ApplicationId, Application> found = new LinkedHashMap<>();
        queries.list(ApplicationRow.class, SELECT + "a.id = any(:ids) and " + scope + locking, Map.of("ids", values))
                .forEach(row -> found.put(new ApplicationId(row.id()), row.toApplication()));
        return found;
    }

    @Override
    public Map<TenantId, List<Application>> listOf(Collection<TenantId> tenants, ListQuery<ApplicationColumn> query) {
        ListSql list = ListSql.of("a", query).within("a.tenant_id", "parent.id");
        Map<TenantId, List<Application>> lists = new LinkedHashMap<>();
        tenants.forEach(tenant -> lists.put(tenant, new ArrayList<>()));
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("tenants", tenants.stream().map(TenantId::value).toArray(UUID[]::new));
        // One statement for all parents; each by its own index scan, cut after its own page.
        String sql = """
                select %s from unnest(:tenants::uuid[]) with ordinality as parent (id, place)
                 cross join lateral (
                    select * from application a where %s and %s order by %s %s) a
                 order by parent.place, %s
                """.formatted(
                        ApplicationRow.COLUMNS, scope, list.conditions(), list.order(), list.page(), list.order());
        queries.list(ApplicationRow.class, sql, parameters)
                .forEach(row -> lists.get(new TenantId(row.tenantId())).add(row.toApplication()));
        return lists;
    }

    @Override
    public List<Application> listByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        ListSql list = ListSql.of("a", query);
        String sql = SELECT + scope + " and " + ofSlugs(project) + " and " + list.conditions() + " order by "
                + list.order() + " " + list.page();
        return queries.list(ApplicationRow.class, sql, withSlugs(list, tenant, project)).stream()
                .map(ApplicationRow::toApplication)
                .toList();
    }

    @Override
    public long countByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        ListSql list = ListSql.of("a", query);
        String sql = "select count(*) from application a where " + scope + " and " + ofSlugs(project) + " and "
                + list.conditions();
        return queries.one(Long.class, sql, withSlugs(list, tenant, project)).orElseThrow();
    }

    private static String ofSlugs(Optional<Slug> project) {
        return "a.tenant_id in (select t.id from tenant t where t.slug = :tenantSlug"
                + (project.isEmpty()
                        ? ")"
                        : " and t.project_id = (select p.id from project p where p.slug = :projectSlug))");
    }

    private static Map<String, Object> withSlugs(ListSql list, Slug tenant, Optional<Slug> project) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("tenantSlug", tenant.value());
        project.ifPresent(slug -> parameters.put("projectSlug", slug.value()));
        return parameters;
    }

    @Override
    public Set<Slug> slugsLike(TenantId tenant, Slug slug) {
        String sql = "select a.slug from application a where a.tenant_id = :tenant and a.slug ~ :like and " + scope;
        return queries.list(String.class, sql, Map.of("tenant", tenant, "like", SlugPattern.numbered(slug))).stream()
                .map(Slug::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void update(Application application) {
        Revisions.requireUpdated(queries.change(UPDATE, ApplicationRow.of(application)));
    }

    @Override
    public Map<String, Long> delete(ApplicationId id) {
        String counting = """
                select (select count(*) from member m where m.application_id = :id) as members,
                       (select count(*) from endpoint e where e.application_id = :id and %s) as endpoints,
                       (select count(*) from endpoint_grant g where g.application_id = :id and %s) as "endpointGrants",
                       (select count(*) from trigger tr where tr.application_id = :id and %s) as triggers,
                       (select count(*) from backend b where b.application_id = :id and %s) as backends
                """.formatted(
                        queries.scope().onEndpoint(),
                        queries.scope().onEndpointGrant(),
                        queries.scope().onTrigger(),
                        queries.scope().onBackend());
        return queries.remove(counting, "delete from application a where a.id = :id and " + scope, Map.of("id", id));
    }
}
