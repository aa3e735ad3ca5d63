package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the audit log as it is kept and shown (contract L1). Its words stay readable for ever: unlike those of an
 * {@link AuditEntry}, they may be ones that this version does not know. Secrets in it are masked.
 *
 * @param changes {@code {field: {old, new}}}
 * @param actor what the one who acted was called then
 * @param user who acted, if it was a person
 * @param machineUser who acted, if it was a machine user
 */
public record AuditRecord(
        AuditEntryId id,
        Instant at,
        Optional<ProjectId> project,
        Optional<TenantId> tenant,
        String action,
        String entityType,
        UUID entityId,
        String description,
        Map<String, Object> changes,
        Map<String, Object> metadata,
        Optional<UserId> user,
        Optional<MachineUserId> machineUser,
        String actor,
        Optional<String> ipAddress,
        Optional<String> userAgent,
        String requestId) {
    public AuditRecord {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(action, "action");
        requireNonNull(entityType, "entityType");
        requireNonNull(entityId, "entityId");
        requireNonNull(description, "description");
        changes = Masking.masked(changes);
        metadata = Masking.masked(metadata);
        requireNonNull(user, "user");
        requireNonNull(machineUser, "machineUser");
        requireNonNull(actor, "actor");
        requireNonNull(ipAddress, "ipAddress");
        requireNonNull(userAgent, "userAgent");
        requireNonNull(requestId, "requestId");
    }

    public static AuditRecord of(AuditEntry entry) {
        Principal actor = entry.actor();
        return new AuditRecord(
                entry.id(),
                entry.at(),
                entry.project(),
                entry.tenant(),
                entry.action().word(),
                entry.entityType().word(),
                entry.entityId(),
                entry.description(),
                oldAndNew(entry.changes()),
                entry.metadata(),
                actor instanceof Principal.Person person ? Optional.of(person.id()) : Optional.empty(),
                actor instanceof Principal.Machine machine ? Optional.of(machine.id()) : Optional.empty(),
                actor.name(),
                entry.ipAddress(),
                entry.userAgent(),
                entry.requestId());
    }

    private static Map<String, Object> oldAndNew(Changes changes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        changes.fields().forEach((field, change) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("old", change.before());
            values.put("new", change.after());
            fields.put(field, values);
        });
        return fields;
    }
}
