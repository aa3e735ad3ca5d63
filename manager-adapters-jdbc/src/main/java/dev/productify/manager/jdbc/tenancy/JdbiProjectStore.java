package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tenancy.ProjectColumn;
import dev.productify.manager.ports.tenancy.ProjectStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

public final class JdbiProjectStore implements ProjectStore {
    private final Handle handle;
    private final Queries queries;
    private final String scope;
    private final String content;
    private final String select;

    public JdbiProjectStore(Handle handle, Scope scope) {
        this.handle = handle;
        this.queries = new Queries(handle, scope);
        this.scope = scope.onProject();
        this.content = scope.contentOfProject();
        this.select = "select " + ProjectRow.columns(content) + " from project p where ";
    }

    @Override
    public void insert(Project project) {
        dao().insert(ProjectRow.of(project));
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
        Revisions.requireUpdated(dao().update(ProjectRow.of(project)));
    }

    @Override
    public Map<String, Long> delete(ProjectId id) {
        String counting = """
                select (select count(*) from tenant t where t.project_id = :id) as tenants,
                       (select count(*) from application a where a.project_id = :id) as applications,
                       (select count(*) from member m where m.project_id = :id) as members,
                       (select count(*) from machine_user mu where mu.project_id = :id) as "machineUsers"
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

    /** Made for those who write only: making it takes longer than many a read. */
    private TenancyDao dao() {
        return handle.attach(TenancyDao.class);
    }
}
