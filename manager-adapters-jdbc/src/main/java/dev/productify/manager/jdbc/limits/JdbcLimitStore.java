package dev.productify.manager.jdbc.limits;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.OwnLimits;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.ports.limits.LimitStore;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

public final class JdbcLimitStore implements LimitStore {
    private static final String FIND = """
            select p.id as project_id, l.members, l.tenants, l.endpoints, l.triggers, l.trigger_period, l.pilet_bytes,
                   l.revision
              from project p left join project_limits l on l.project_id = p.id
             where p.id = :project and\s""";

    private static final String INSERT = """
            insert into project_limits (project_id, members, tenants, endpoints, triggers, trigger_period, pilet_bytes, revision)
            values (:projectId, :members, :tenants, :endpoints, :triggers, :triggerPeriod, :piletBytes, :revision)
            on conflict (project_id) do nothing
            """;

    private static final String UPDATE = """
            update project_limits l
               set members = :members, tenants = :tenants, endpoints = :endpoints, triggers = :triggers,
                   trigger_period = :triggerPeriod, pilet_bytes = :piletBytes, revision = :revision
             where l.project_id = :projectId and l.revision = :revision - 1
            """;

    private static final String USED = Arrays.stream(LimitKind.values())
            .filter(LimitKind::isCounted)
            .map(kind -> "project_usage(:project, '" + kind.key() + "') as " + kind.key())
            .collect(Collectors.joining(", ", "select ", ""));

    private static final String OCCUPANCY = """
            select o.most, o.used from project_occupancy(:project, :kind, :inherited, :added) o where o.most is not null
            """;

    /** Of a project nobody is told anything but at the project itself. */
    private static final RowScope SCOPE = new RowScope("p.id = :scopeProject", "false", "false", "false", "false");

    private record OccupancyRow(long most, long used) {}

    private final Queries queries;

    public JdbcLimitStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public Optional<OwnLimits> find(ProjectId project) {
        return queries.one(LimitsRow.class, FIND + scope(), Map.of("project", project))
                .map(LimitsRow::toLimits);
    }

    /** Locks the project, since it may have no limits yet; others go on making things in it meanwhile. */
    @Override
    public Optional<OwnLimits> lock(ProjectId project) {
        String sql = "select true from project p where p.id = :project and " + scope() + " for no key update";
        return queries.one(Boolean.class, sql, Map.of("project", project)).flatMap(locked -> find(project));
    }

    private String scope() {
        return queries.scope().on(SCOPE);
    }

    @Override
    public void keep(OwnLimits limits) {
        boolean isFirst =
                limits.version() == OwnLimits.unwritten(limits.project()).version() + 1;
        Revisions.requireUpdated(queries.change(isFirst ? INSERT : UPDATE, LimitsRow.of(limits)));
    }

    @Override
    public Map<LimitKind, Long> used(ProjectId project) {
        Map<String, Long> numbers = queries.numbers(USED, Map.of("project", project));
        Map<LimitKind, Long> used = new EnumMap<>(LimitKind.class);
        for (LimitKind kind : LimitKind.values()) {
            if (kind.isCounted()) {
                used.put(kind, numbers.get(kind.key()));
            }
        }
        return used;
    }

    @Override
    public Optional<Occupancy> occupancy(ProjectId project, LimitKind kind, Optional<Long> inherited) {
        return occupancy(project, kind, inherited, Optional.empty());
    }

    @Override
    public Optional<Occupancy> occupancyWith(ProjectId project, UserId added, Optional<Long> inherited) {
        return occupancy(project, LimitKind.MEMBERS, inherited, Optional.of(added));
    }

    private Optional<Occupancy> occupancy(
            ProjectId project, LimitKind kind, Optional<Long> inherited, Optional<UserId> added) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("project", project);
        parameters.put("kind", kind.key());
        parameters.put("inherited", inherited.orElse(null));
        parameters.put("added", added.map(UserId::value).orElse(null));
        return queries.one(OccupancyRow.class, OCCUPANCY, parameters).map(row -> new Occupancy(row.most(), row.used()));
    }
}
