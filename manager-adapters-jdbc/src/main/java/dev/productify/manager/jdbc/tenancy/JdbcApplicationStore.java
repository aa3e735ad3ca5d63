package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.backend.JdbcBackendStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointGrantStore;
import dev.productify.manager.jdbc.endpoint.JdbcEndpointStore;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.jdbc.trigger.JdbcTriggerStore;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ApplicationColumn;
import dev.productify.manager.ports.tenancy.ApplicationStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

public final class JdbcApplicationStore extends TableStore<ApplicationId, Application, ApplicationRow>
        implements ApplicationStore {
    private static final String MEMBERS = RowScope.ofMembers("a", """
            (m.tenant_id is null or m.tenant_id = a.tenant_id)
                     and (m.application_id is null or m.application_id = a.id)""");

    private static final String HOME = RowScope.inProject("a") + " and " + Parent.is("a.tenant_id", ":scopeTenant");

    public static final RowScope SCOPE =
            new RowScope(Parent.is("a.project_id", ":scopeProject"), HOME, HOME, MEMBERS, MEMBERS);

    /** Names the revision before, and the parents. */
    private static final String UPDATE = """
            update application
               set name = :name, slug = :slug, description = :description, version = :version,
                   updated_at = :updatedAt, revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and id = :id and revision = :revision - 1
            """;

    private static final Table<Application, ApplicationRow> TABLE = new Table<>(
            "application", "a", ApplicationRow.class, ApplicationRow::of, ApplicationRow::toApplication, UPDATE, SCOPE);

    public JdbcApplicationStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(Application application) {
        add(application, "");
    }

    @Override
    public Optional<Application> find(ApplicationId id) {
        return byId(id);
    }

    @Override
    public Optional<Application> find(TenantId tenant, Slug slug) {
        return one("a.tenant_id = :tenant and a.slug = :slug", Map.of("tenant", tenant, "slug", slug.value()));
    }

    @Override
    public Map<ApplicationId, Application> lockAll(Collection<ApplicationId> ids) {
        return byIds(ids, " order by a.id for update", Application::id);
    }

    @Override
    public Map<ApplicationId, Application> findAll(Collection<ApplicationId> ids) {
        return byIds(ids, Application::id);
    }

    @Override
    public Map<TenantId, List<Application>> listOf(Collection<TenantId> tenants, ListQuery<ApplicationColumn> query) {
        return listsIn("tenant_id", tenants, query, Application::tenant);
    }

    @Override
    public List<Application> listByTenantSlug(Slug tenant, Optional<Slug> project, ListQuery<ApplicationColumn> query) {
        ListSql list = ListSql.of("a", query);
        return all(
                ofSlugs(project) + " and " + list.conditions(),
                " order by " + list.order() + " " + list.page(),
                withSlugs(list, tenant, project));
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
    public Map<String, Long> delete(ApplicationId id) {
        String counting = """
                select (select count(*) from member m where m.application_id = :id) as members,
                       (select count(*) from endpoint e where e.application_id = :id and %s) as endpoints,
                       (select count(*) from endpoint_grant g where g.application_id = :id and %s) as "endpointGrants",
                       (select count(*) from trigger tr where tr.application_id = :id and %s) as triggers,
                       (select count(*) from backend b where b.application_id = :id and %s) as backends
                """.formatted(
                        queries.scope().on(JdbcEndpointStore.SCOPE),
                        queries.scope().on(JdbcEndpointGrantStore.SCOPE),
                        queries.scope().on(JdbcTriggerStore.SCOPE),
                        queries.scope().on(JdbcBackendStore.SCOPE));
        return delete(id, counting);
    }
}
