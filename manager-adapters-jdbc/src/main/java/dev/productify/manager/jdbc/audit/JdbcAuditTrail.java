package dev.productify.manager.jdbc.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.audit.AuditColumn;
import dev.productify.manager.ports.audit.AuditTrail;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcAuditTrail implements AuditTrail {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rows under the names that {@link AuditColumn} has for their columns; PostgreSQL plans as if it were the table. */
    private static final String ROWS = """
            (select l.id, l.created_at, l.project_id, l.tenant_id, l.action, l.entity_type, l.entity_id, l.description,
                    l.changes::text as changes, l.metadata::text as metadata, l.user_id as "user",
                    l.machine_user_id as machine_user, l.actor, l.ip_address, l.user_agent, l.request_id
               from audit_log l where %s and %s) a\
            """;

    /** There is no update and no delete: the role of requests may do neither. A row waits for its seal from here on. */
    private static final String INSERT = """
            with entry as (
            insert into audit_log (id, created_at, project_id, tenant_id, action, entity_type, entity_id, description,
                                   changes, metadata, user_id, machine_user_id, actor, ip_address, user_agent, request_id)
            values (:id, :createdAt, :projectId, :tenantId, :action, :entityType, :entityId, :description,
                    :changes::jsonb, :metadata::jsonb, :user, :machineUser, :actor, :ipAddress, :userAgent, :requestId))
            insert into audit_unsealed (audit_id) values (:id)
            """;

    private final Queries queries;

    public JdbcAuditTrail(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void record(AuditEntry entry) {
        AuditRecord row = AuditRecord.of(entry);
        queries.addLater(INSERT, AuditRow.of(row, json(row.changes()), json(row.metadata())));
    }

    @Override
    public List<AuditRecord> list(Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        ListSql list = ListSql.of("a", query);
        String sql = queries.scope().isReachOfPerson() && project.isPresent()
                ? ofEachTenant(project, list)
                : "select a.* from " + rows(project, "true") + " where " + list.conditions() + " order by "
                        + list.order() + " " + list.page();
        return queries.list(AuditRow.class, sql, parameters(project, list)).stream()
                .map(AuditRow::toRecord)
                .toList();
    }

    /**
     * The first rows of each tenant that the person administers, each by its own index scan, then the first of those:
     * other tenants' rows between them cost nothing.
     */
    private String ofEachTenant(Optional<ProjectId> project, ListSql list) {
        String rows = rows(project, "l.tenant_id = own.tenant_id");
        return """
                select a.* from (
                        select distinct m.tenant_id from member m
                         where m.user_id = :scopeUser and m.project_id = :project and m.role = 'admin'
                           and m.tenant_id is not null and m.application_id is null) own
                 cross join lateral (
                        select a.* from %s where %s order by %s limit :listLimit::bigint + :listOffset) a
                 order by %s %s
                """.formatted(rows, list.conditions(), list.order(), list.order(), list.page());
    }

    @Override
    public long count(Optional<ProjectId> project, ListQuery<AuditColumn> query) {
        ListSql list = ListSql.of("a", query);
        String sql = "select count(*) from " + rows(project, "true") + " where " + list.conditions();
        return queries.one(Long.class, sql, parameters(project, list)).orElseThrow();
    }

    private String rows(Optional<ProjectId> project, String narrower) {
        String place = project.isPresent() ? "l.project_id = :project" : "l.project_id is null";
        return ROWS.formatted(place + " and " + narrower, queries.scope().onAuditLog());
    }

    private static Map<String, Object> parameters(Optional<ProjectId> project, ListSql list) {
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        project.ifPresent(id -> parameters.put("project", id));
        return parameters;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry holds what JSON does not know", e);
        }
    }
}
