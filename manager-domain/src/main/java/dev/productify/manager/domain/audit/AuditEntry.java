package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One row of the audit log: who did what to which thing, when, from where (contract L1).
 *
 * @param project where it happened; absent for what belongs to no project, such as users
 * @param metadata what else is worth knowing, such as the counts of what went with a deleted parent
 */
public record AuditEntry(
        AuditEntryId id,
        Instant at,
        Principal actor,
        AuditAction action,
        EntityType entityType,
        UUID entityId,
        Optional<ProjectId> project,
        Optional<TenantId> tenant,
        String description,
        Changes changes,
        Map<String, Object> metadata,
        Optional<String> ipAddress,
        Optional<String> userAgent,
        String requestId) {
    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(actor, "actor");
        requireNonNull(action, "action");
        requireNonNull(entityType, "entityType");
        requireNonNull(entityId, "entityId");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(description, "description");
        requireNonNull(changes, "changes");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        requireNonNull(ipAddress, "ipAddress");
        requireNonNull(userAgent, "userAgent");
        requireNonNull(requestId, "requestId");
    }
}
