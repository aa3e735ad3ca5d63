package dev.productify.manager.ports.audit;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what the audit log is filtered and ordered. Words are not a closed set: rows outlive the versions that wrote them. */
public enum AuditColumn implements Column<AuditRecord> {
    ID(ordered("id", new ColumnType.Uuid(), row -> row.id().value())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), AuditRecord::at)),
    ACTION(filtered("action", new ColumnType.Exact(), AuditRecord::action)),
    ENTITY_TYPE(filtered("entity_type", new ColumnType.Exact(), AuditRecord::entityType)),
    ENTITY_ID(filtered("entity_id", new ColumnType.Uuid(), AuditRecord::entityId)),
    USER(filtered(
            "user", new ColumnType.Uuid(), row -> row.user().map(UserId::value).orElse(null))),
    MACHINE_USER(filtered(
            "machine_user",
            new ColumnType.Uuid(),
            row -> row.machineUser().map(MachineUserId::value).orElse(null))),
    ACTOR(filtered("actor", new ColumnType.Text(), AuditRecord::actor)),
    TENANT_ID(filtered(
            "tenant_id",
            new ColumnType.Uuid(),
            row -> row.tenant().map(TenantId::value).orElse(null))),
    DESCRIPTION(filtered("description", new ColumnType.Text(), AuditRecord::description)),
    IP_ADDRESS(filtered(
            "ip_address", new ColumnType.Exact(), row -> row.ipAddress().orElse(null))),
    REQUEST_ID(filtered("request_id", new ColumnType.Exact(), AuditRecord::requestId));

    private final Facts<AuditRecord> facts;

    AuditColumn(Facts<AuditRecord> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<AuditRecord> facts() {
        return facts;
    }
}
