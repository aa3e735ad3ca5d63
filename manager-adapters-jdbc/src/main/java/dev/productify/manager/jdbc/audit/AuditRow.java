package dev.productify.manager.jdbc.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code audit_log}; {@code changes} and {@code metadata} as JSON. */
public record AuditRow(
        UUID id,
        Instant createdAt,
        UUID projectId,
        UUID tenantId,
        String action,
        String entityType,
        UUID entityId,
        String description,
        String changes,
        String metadata,
        UUID user,
        UUID machineUser,
        String actor,
        String ipAddress,
        String userAgent,
        String requestId) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    static AuditRow of(AuditRecord row, String changes, String metadata) {
        return new AuditRow(
                row.id().value(),
                row.at(),
                row.project().map(ProjectId::value).orElse(null),
                row.tenant().map(TenantId::value).orElse(null),
                row.action(),
                row.entityType(),
                row.entityId(),
                row.description(),
                changes,
                metadata,
                row.user().map(UserId::value).orElse(null),
                row.machineUser().map(MachineUserId::value).orElse(null),
                row.actor(),
                row.ipAddress().orElse(null),
                row.userAgent().orElse(null),
                row.requestId());
    }

    AuditRecord toRecord() {
        return new AuditRecord(
                new AuditEntryId(id),
                createdAt,
                Optional.ofNullable(projectId).map(ProjectId::new),
                Optional.ofNullable(tenantId).map(TenantId::new),
                action,
                entityType,
                entityId,
                description,
                members(changes),
                members(metadata),
                Optional.ofNullable(user).map(UserId::new),
                Optional.ofNullable(machineUser).map(MachineUserId::new),
                actor,
                Optional.ofNullable(ipAddress),
                Optional.ofNullable(userAgent),
                requestId);
    }

    private static Map<String, Object> members(String json) {
        try {
            return JSON.readValue(json, MEMBERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit row does not hold a JSON object", e);
        }
    }
}
