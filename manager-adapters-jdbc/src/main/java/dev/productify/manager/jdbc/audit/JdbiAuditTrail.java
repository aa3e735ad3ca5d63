package dev.productify.manager.jdbc.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.ports.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

public final class JdbiAuditTrail implements AuditTrail {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditDao dao;

    public JdbiAuditTrail(Handle handle) {
        this.dao = handle.attach(AuditDao.class);
    }

    @Override
    public void record(AuditEntry entry) {
        Principal actor = entry.actor();
        dao.insert(new AuditDao.Row(
                entry.id().value(),
                entry.at(),
                entry.project().map(id -> id.value()).orElse(null),
                entry.tenant().map(id -> id.value()).orElse(null),
                entry.action().word(),
                entry.entityType().word(),
                entry.entityId(),
                entry.description(),
                json(beforeAndAfter(entry.changes())),
                json(entry.metadata()),
                actor instanceof Principal.Person person ? person.id().value() : null,
                actor instanceof Principal.Machine machine ? machine.id().value() : null,
                actor.name(),
                entry.ipAddress().orElse(null),
                entry.userAgent().orElse(null),
                entry.requestId()));
    }

    private static Map<String, Object> beforeAndAfter(Changes changes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        changes.fields().forEach((field, change) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("old", change.before());
            values.put("new", change.after());
            fields.put(field, values);
        });
        return fields;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit entry holds what JSON does not know", e);
        }
    }
}
