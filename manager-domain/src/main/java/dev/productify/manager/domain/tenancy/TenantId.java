package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record TenantId(UUID value) implements Id {
    public TenantId {
        requireNonNull(value, "value");
    }
}
