package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.pilet.PiletColumn;
import dev.productify.manager.ports.pilet.PiletStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbiPiletStore implements PiletStore {
    private static final String SELECT = "select " + PiletRow.COLUMNS + " from pilet pi where ";

    private static final String INSERT = """
            insert into pilet (id, project_id, name, version, description, hash, size, enabled, created_at, updated_at, revision)
            values (:id, :projectId, :name, :version, :description, :hash, :size, :enabled, :createdAt, :updatedAt, :revision)
            """;

    private static final String UPDATE = """
            update pilet
               set description = :description, hash = :hash, size = :size, enabled = :enabled, updated_at = :updatedAt,
                   revision = :revision
             where project_id = :projectId and id = :id and revision = :revision - 1
            """;

    private record EnabledRow(UUID projectId, String name, String version, String hash) {}

    private final Queries queries;
    private final String inScope;

    public JdbiPiletStore(Queries queries) {
        this.queries = queries;
        this.inScope = queries.scope().onPilet();
    }

    @Override
    public void insert(Pilet pilet) {
        queries.change(INSERT, PiletRow.of(pilet));
    }

    @Override
    public Optional<Pilet> lock(PiletId id) {
        return one("pi.id = :id and " + inScope + " for update", Map.of("id", id));
    }

    @Override
    public Optional<Pilet> find(ProjectId project, PiletName name, SemanticVersion version) {
        return one(named(), named(project, name, version));
    }

    @Override
    public Optional<Pilet> lock(ProjectId project, PiletName name, SemanticVersion version) {
        return one(named() + " for update", named(project, name, version));
    }

    private String named() {
        return "pi.project_id = :project and pi.name = :name and pi.version = :version and " + inScope;
    }

    private static Map<String, Object> named(ProjectId project, PiletName name, SemanticVersion version) {
        return Map.of("project", project, "name", name.value(), "version", version.value());
    }

    private Optional<Pilet> one(String condition, Map<String, ?> parameters) {
        return queries.one(PiletRow.class, SELECT + condition, parameters).map(PiletRow::toPilet);
    }

    @Override
    public List<Pilet> listOf(ProjectId project, ListQuery<PiletColumn> query) {
        ListSql list = ListSql.of("pi", query).within("pi.project_id", ":project");
        String sql = SELECT + inScope + " and " + list.conditions() + " order by " + list.order() + " " + list.page();
        return queries.list(PiletRow.class, sql, withProject(list, project)).stream()
                .map(PiletRow::toPilet)
                .toList();
    }

    @Override
    public long countOf(ProjectId project, ListQuery<PiletColumn> query) {
        ListSql list = ListSql.of("pi", query);
        String sql = "select count(*) from pilet pi where pi.project_id = :project and " + inScope + " and "
                + list.conditions();
        return queries.one(Long.class, sql, withProject(list, project)).orElseThrow();
    }

    private static Map<String, Object> withProject(ListSql list, ProjectId project) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.put("project", project);
        return parameters;
    }

    @Override
    public Map<ProjectId, List<ServedVersions.Version>> enabledOf(Collection<ProjectId> projects) {
        String sql = "select pi.project_id, pi.name, pi.version, pi.hash from pilet pi"
                + " where pi.project_id = any(:projects) and pi.enabled and " + inScope;
        UUID[] ids = projects.stream().map(ProjectId::value).toArray(UUID[]::new);
        Map<ProjectId, List<ServedVersions.Version>> enabled = new LinkedHashMap<>();
        queries.list(EnabledRow.class, sql, Map.of("projects", ids))
                .forEach(row -> enabled.computeIfAbsent(new ProjectId(row.projectId()), first -> new ArrayList<>())
                        .add(new ServedVersions.Version(
                                new PiletName(row.name()),
                                new SemanticVersion(row.version()),
                                new ContentHash(row.hash()))));
        return enabled;
    }

    @Override
    public void update(Pilet pilet) {
        Revisions.requireUpdated(queries.change(UPDATE, PiletRow.of(pilet)));
    }

    @Override
    public Map<String, Long> delete(PiletId id) {
        queries.change("delete from pilet pi where pi.id = :id and " + inScope, Map.of("id", id));
        return Map.of();
    }
}
