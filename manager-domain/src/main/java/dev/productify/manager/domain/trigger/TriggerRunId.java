package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record TriggerRunId(UUID value) implements Id {
    public TriggerRunId {
        requireNonNull(value, "value");
    }
}
