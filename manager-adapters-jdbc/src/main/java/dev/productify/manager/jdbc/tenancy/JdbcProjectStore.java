package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.ProjectStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbcProjectStore implements ProjectStore {
    private static final String INSERT = """
            insert into project (id, name, slug, description, protected, created_at, updated_at, revision)
            values (:id, :name, :slug, :description, :isProtected, :createdAt, :updatedAt, :revision)
            """;

    /** Names the revision before. */
    private static final String UPDATE = """
            update project
               set name = :name, slug = :slug, description = :description, protected = :isProtected,
                   updated_at = :updatedAt, revision = :revision
             where id = :id and revision = :revision - 1
            """;

    private final Queries queries;
    private final String scope;
    private final String content;
    private final String select;

    public JdbcProjectStore(Queries queries) {
        this.queries = queries;
        this.scope = queries.scope().onProject();
        this.content = queries.scope().contentOfProject();
        this.select = "select " + ProjectRow.columns(content) + " from project p where ";
    }

    @Override
    public void insert(Project project) {
        queries.change(INSERT, ProjectRow.of(project));
    }

    @Override
    public Optional<Project> find(ProjectId id) {
        return find(id, "");
    }

    @Override
    public Optional<Project> lock(ProjectId id) {
        return find(id, " for update");
    }

    private Optional<Project> find(ProjectId id, String locking) {
        String sql = select + "p.id = :id and " + scope + locking;
        return queries.one(ProjectRow.class, sql, Map.of("id", id)).map(ProjectRow::toProject);
    }

    @Override
    public Map<ProjectId, Project> findAll(Collection<ProjectId> ids) {
        UUID[] values = ids.stream().map(ProjectId::value).toArray(UUID[]::new);
        Map<ProjectId, Project> found = new LinkedHashMap<>();
        queries.list(ProjectRow.class, select + "p.id = any(:ids) and " + scope, Map.of("ids", values))
                .forEach(row -> found.put(new ProjectId(row.id()), row.toProject()));
        return found;
    }

    @Override
    public List<Project> list(ListQuery<ProjectColumn> query) {
        ListSql list = sql(query);
        String sql = select + scope + " and " + list.conditions() + " order by " + list.order() + " " + list.page();
        return queries.list(ProjectRow.class, sql, list.parameters()).stream()
                .map(ProjectRow::toProject)
                .toList();
    }

    @Override
    public long count(ListQuery<ProjectColumn> query) {
        ListSql list = sql(query);
        String sql = "select count(*) from project p where " + scope + " and " + list.conditions();
        return queries.one(Long.class, sql, list.parameters()).orElseThrow();
    }

    @Override
    public void update(Project project) {
        Revisions.requireUpdated(queries.change(UPDATE, ProjectRow.of(project)));
    }

    @Override
    public Map<String, Long> delete(ProjectId id) {
        String counting = """
                select (select count(*) from tenant t where t.project_id = :id) as tenants,
                       (select count(*) from application a where a.project_id = :id) as applications,
                       (select count(*) from member m where m.project_id = :id) as members,
                       (select count(*) from machine_user mu where mu.project_id = :id) as "machineUsers",
                       (select count(*) from language_pack lp where lp.project_id = :id) as "languagePacks",
                       (select count(*) from pilet pi where pi.project_id = :id) as pilets,
                       (select count(*) from endpoint e where e.project_id = :id) as endpoints,
                       (select count(*) from endpoint_grant g where g.project_id = :id) as "endpointGrants",
                       (select count(*) from trigger tr where tr.project_id = :id) as triggers,
                       (select count(*) from backend b where b.project_id = :id) as backends
                """;
        return queries.remove(counting, "delete from project p where p.id = :id and " + scope, Map.of("id", id));
    }

    @Override
    public Map<ProjectId, Sight> sights(Collection<ProjectId> ids) {
        String sql = "select p.id, " + content + " as content from project p where p.id = any(:ids) and " + scope;
        UUID[] values = ids.stream().map(ProjectId::value).toArray(UUID[]::new);
        Map<ProjectId, Sight> sights = new LinkedHashMap<>();
        queries.list(SightRow.class, sql, Map.of("ids", values))
                .forEach(row -> sights.put(new ProjectId(row.id()), row.sight()));
        return sights;
    }

    /** Filters look at what is shown, or they would tell what is not. */
    private ListSql sql(ListQuery<ProjectColumn> query) {
        return ListSql.of(
                "p",
                column -> column == ProjectColumn.DESCRIPTION ? ProjectRow.description(content) : "p." + column.field(),
                query);
    }
}
