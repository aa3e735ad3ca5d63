package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.pilet.ServedVersions;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
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

public final class JdbcPiletStore extends TableStore<PiletId, Pilet, PiletRow> implements PiletStore {
    /** What a project has is seen from below. */
    private static final RowScope SCOPE = new RowScope(
            Parent.is("pi.project_id", ":scopeProject"),
            RowScope.inProject("pi"),
            RowScope.inProject("pi"),
            RowScope.ofMembers("pi", "true"),
            RowScope.none("pi", "id"));

    private static final String UPDATE = """
            update pilet
               set description = :description, hash = :hash, size = :size, enabled = :enabled, updated_at = :updatedAt,
                   revision = :revision
             where project_id = :projectId and id = :id and revision = :revision - 1
            """;

    private static final String NAMED = "pi.project_id = :project and pi.name = :name and pi.version = :version";

    private record EnabledRow(UUID projectId, String name, String version, String hash) {}

    private static final Table<Pilet, PiletRow> TABLE =
            new Table<>("pilet", "pi", PiletRow.class, PiletRow::of, PiletRow::toPilet, UPDATE, SCOPE);

    public JdbcPiletStore(Queries queries) {
        super(queries, TABLE);
    }

    @Override
    public void insert(Pilet pilet) {
        add(pilet, "");
    }

    @Override
    public Optional<Pilet> find(ProjectId project, PiletName name, SemanticVersion version) {
        return one(NAMED, named(project, name, version));
    }

    @Override
    public Optional<Pilet> lock(ProjectId project, PiletName name, SemanticVersion version) {
        return locked(NAMED, named(project, name, version));
    }

    private static Map<String, Object> named(ProjectId project, PiletName name, SemanticVersion version) {
        return Map.of("project", project, "name", name.value(), "version", version.value());
    }

    @Override
    public List<Pilet> listOf(ProjectId project, ListQuery<PiletColumn> query) {
        return listIn("project_id", project, query);
    }

    @Override
    public long countOf(ProjectId project, ListQuery<PiletColumn> query) {
        return countIn("project_id", project, query);
    }

    @Override
    public Map<ProjectId, List<ServedVersions.Version>> enabledOf(Collection<ProjectId> projects) {
        String sql = "select pi.project_id, pi.name, pi.version, pi.hash from pilet pi"
                + " where pi.project_id = any(:projects) and pi.enabled and " + scope;
        Map<ProjectId, List<ServedVersions.Version>> enabled = new LinkedHashMap<>();
        queries.list(EnabledRow.class, sql, Map.of("projects", uuids(projects)))
                .forEach(row -> enabled.computeIfAbsent(new ProjectId(row.projectId()), first -> new ArrayList<>())
                        .add(new ServedVersions.Version(
                                new PiletName(row.name()),
                                new SemanticVersion(row.version()),
                                new ContentHash(row.hash()))));
        return enabled;
    }
}
