package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record SessionId(UUID value) implements Id {
    public SessionId {
        requireNonNull(value, "value");
    }
}
