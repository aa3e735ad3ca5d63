package dev.productify.manager.domain.backend;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record BackendId(UUID value) implements Id {
    public BackendId {
        requireNonNull(value, "value");
    }
}
