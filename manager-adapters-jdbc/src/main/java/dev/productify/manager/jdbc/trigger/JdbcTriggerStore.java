package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.RowScope;
import dev.productify.manager.jdbc.shared.Table;
import dev.productify.manager.jdbc.shared.TableStore;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.trigger.DueTrigger;
import dev.productify.manager.ports.trigger.TriggerColumn;
import dev.productify.manager.ports.trigger.TriggerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public final class JdbcTriggerStore extends TableStore<TriggerId, Trigger, TriggerRow> implements TriggerStore {
    public static final RowScope SCOPE = RowScope.ofApplications("tr");

    public static final String DOOR =
            "select tr.project_id, tr.tenant_id, tr.application_id from door_trigger tr where tr.id = :id";

    private static final RowScope DUE = RowScope.atPlaces("td", "trigger_id");

    private static final String UPDATE = """
            update trigger
               set name = :name, description = :description, cron_expression = :cronExpression, time_zone = :timeZone,
                   run_key = :runKey, enabled = :enabled, overlap = :overlap, updated_at = :updatedAt,
                   revision = :revision
             where project_id = :projectId and tenant_id = :tenantId and application_id = :applicationId
               and id = :id and revision = :revision - 1
            """;

    private static final String UPDATE_ALL = """
            update trigger tr
               set name = r.name, description = r.description, cron_expression = r.cron_expression, time_zone = r.time_zone,
                   run_key = r.run_key, enabled = r.enabled, overlap = r.overlap, updated_at = r.updated_at,
                   revision = r.revision
              from\s""" + Columns.many(TriggerRow.class) + """
             where tr.project_id = r.project_id and tr.tenant_id = r.tenant_id and tr.application_id = r.application_id
               and tr.id = r.id and tr.revision = r.revision - 1
            """;

    private static final String REPLAN = """
            insert into trigger_due (trigger_id, project_id, tenant_id, application_id, due_at)
            select tr.id, tr.project_id, tr.tenant_id, tr.application_id, plan.due_at
              from unnest(:ids::uuid[], :dues::timestamptz[]) as plan (id, due_at)
              join trigger tr on tr.id = plan.id and %s
             order by tr.id
            on conflict (trigger_id) do update set due_at = excluded.due_at
            """;

    private static final String UNPLAN_ALL = "delete from trigger_due td where td.trigger_id = any(:ids) and %s";

    private static final String PLAN = """
            insert into trigger_due (trigger_id, project_id, tenant_id, application_id, due_at)
            select tr.id, tr.project_id, tr.tenant_id, tr.application_id, :due
              from trigger tr where tr.id = :id and %s
            on conflict (trigger_id) do update set due_at = excluded.due_at
            """;

    private static final String UNPLAN = "delete from trigger_due td where td.trigger_id = :id and %s";

    /** Locks what it finds in the order of the index, and passes by what is locked; looks up by indexes. */
    private static final String TAKE = """
            with due as (
                select td.trigger_id, td.due_at from trigger_due td
                 where td.due_at <= statement_timestamp() and %s
                 order by td.due_at limit :limit
                 for update skip locked)
            select %s, due.due_at, statement_timestamp() as now, a.slug as application_slug, t.slug as tenant_slug
              from due
              join trigger tr on tr.id = any (array[due.trigger_id])
              join application a on a.id = any (array[tr.application_id])
              join tenant t on t.id = any (array[tr.tenant_id])
             order by due.due_at, tr.id
            """;

    private static final String PLAN_ALL = """
            update trigger_due td set due_at = plan.due_at
              from unnest(:ids::uuid[], :dues::timestamptz[]) as plan (id, due_at)
             where td.trigger_id = any (array[plan.id]) and %s
            """;

    private static final Table<Trigger, TriggerRow> TABLE =
            new Table<>("trigger", "tr", TriggerRow.class, TriggerRow::of, TriggerRow::toTrigger, UPDATE, SCOPE);

    private final String dueScope;

    public JdbcTriggerStore(Queries queries) {
        super(queries, TABLE);
        this.dueScope = queries.scope().on(DUE);
    }

    @Override
    public void insert(Trigger trigger) {
        add(trigger, "");
    }

    @Override
    public Optional<Trigger> find(TriggerId id) {
        return byId(id);
    }

    @Override
    public Map<TriggerId, Trigger> findAll(Collection<TriggerId> ids) {
        return byIds(ids, Trigger::id);
    }

    @Override
    public Map<ApplicationId, List<Trigger>> listOf(
            Collection<ApplicationId> applications, ListQuery<TriggerColumn> query) {
        return listsIn("application_id", applications, query, Trigger::application);
    }

    @Override
    public long countOf(ApplicationId application, ListQuery<TriggerColumn> query) {
        return countIn("application_id", application, query);
    }

    @Override
    public List<Trigger> all(ApplicationId application) {
        return all("tr.application_id = :application", " order by tr.id", Map.of("application", application));
    }

    @Override
    public List<Trigger> lockAll(Collection<ApplicationId> applications) {
        return all(
                "tr.application_id = any(:applications)",
                " order by tr.id for no key update",
                Map.of("applications", uuids(applications)));
    }

    @Override
    public void insertAll(List<Trigger> triggers) {
        addAll(triggers);
    }

    @Override
    public void updateAll(List<Trigger> triggers) {
        overwriteAll(UPDATE_ALL, triggers);
    }

    @Override
    public Instant now() {
        return queries.one(Instant.class, "select clock_timestamp()", Map.of()).orElseThrow();
    }

    @Override
    public void plan(Trigger trigger, Optional<Instant> due) {
        if (due.isPresent()) {
            queries.change(PLAN.formatted(scope), Map.of("id", trigger.id(), "due", due.get()));
        } else {
            queries.change(UNPLAN.formatted(dueScope), Map.of("id", trigger.id()));
        }
    }

    @Override
    public void replan(Map<TriggerId, Optional<Instant>> due) {
        List<UUID> planned = new ArrayList<>();
        List<String> dues = new ArrayList<>();
        List<UUID> unplanned = new ArrayList<>();
        due.forEach((id, instant) -> {
            instant.ifPresent(at -> dues.add(at.toString()));
            (instant.isPresent() ? planned : unplanned).add(id.value());
        });
        if (!unplanned.isEmpty()) {
            queries.change(UNPLAN_ALL.formatted(dueScope), Map.of("ids", unplanned.toArray(UUID[]::new)));
        }
        if (!planned.isEmpty()) {
            queries.change(
                    REPLAN.formatted(scope),
                    Map.of("ids", planned.toArray(UUID[]::new), "dues", dues.toArray(String[]::new)));
        }
    }

    @Override
    public Optional<Instant> planned(TriggerId id) {
        String sql = "select td.due_at from trigger_due td where td.trigger_id = :id and " + dueScope;
        return queries.one(Instant.class, sql, Map.of("id", id));
    }

    @Override
    public List<DueTrigger> take(int limit) {
        queries.byIndexes();
        String sql = TAKE.formatted(dueScope, TriggerRow.PREFIXED);
        return queries.list(DueTriggerRow.class, sql, Map.of("limit", limit)).stream()
                .map(DueTriggerRow::toDueTrigger)
                .toList();
    }

    @Override
    public void plan(Map<TriggerId, Optional<Instant>> due) {
        List<UUID> ids = new ArrayList<>();
        List<String> dues = new ArrayList<>();
        due.forEach((id, instant) -> {
            if (instant.isPresent()) {
                ids.add(id.value());
                dues.add(instant.get().toString());
            } else {
                queries.change(UNPLAN.formatted(dueScope), Map.of("id", id));
            }
        });
        if (!ids.isEmpty()) {
            queries.byIndexes();
            queries.change(
                    PLAN_ALL.formatted(dueScope),
                    Map.of("ids", ids.toArray(UUID[]::new), "dues", dues.toArray(String[]::new)));
        }
    }

    @Override
    public long planned() {
        return queries.one(Long.class, "select count(*) from trigger_due td where " + dueScope, Map.of())
                .orElseThrow();
    }
}
