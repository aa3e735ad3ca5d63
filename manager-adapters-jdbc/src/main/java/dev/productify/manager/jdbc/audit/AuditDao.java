package dev.productify.manager.jdbc.audit;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * Statements on the audit log. There is no update and no delete: the role of requests may do neither. A
 * row waits for its seal from the statement on that adds it.
 */
interface AuditDao {
    @SqlUpdate("""
            with entry as (
            insert into audit_log (id, created_at, project_id, tenant_id, action, entity_type, entity_id, description,
                                   changes, metadata, user_id, machine_user_id, actor, ip_address, user_agent, request_id)
            values (:id, :createdAt, :projectId, :tenantId, :action, :entityType, :entityId, :description,
                    :changes::jsonb, :metadata::jsonb, :user, :machineUser, :actor, :ipAddress, :userAgent, :requestId))
            insert into audit_unsealed (audit_id) values (:id)
            """)
    void insert(@BindMethods AuditRow row);
}
