package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record UserId(UUID value) implements Id {
    public UserId {
        requireNonNull(value, "value");
    }
}
