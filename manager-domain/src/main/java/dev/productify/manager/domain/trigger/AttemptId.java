package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record AttemptId(UUID value) implements Id {
    public AttemptId {
        requireNonNull(value, "value");
    }
}
