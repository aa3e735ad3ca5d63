package dev.productify.manager.domain.audit;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record AuditEntryId(UUID value) implements Id {
    public AuditEntryId {
        requireNonNull(value, "value");
    }
}
