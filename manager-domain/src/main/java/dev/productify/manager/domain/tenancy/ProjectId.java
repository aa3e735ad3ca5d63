package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record ProjectId(UUID value) implements Id {
    public ProjectId {
        requireNonNull(value, "value");
    }
}
