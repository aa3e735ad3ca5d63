package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record LoggedCallId(UUID value) implements Id {
    public LoggedCallId {
        requireNonNull(value, "value");
    }
}
