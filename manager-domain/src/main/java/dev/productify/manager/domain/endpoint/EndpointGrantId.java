package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

public record EndpointGrantId(UUID value) implements Id {
    public EndpointGrantId {
        requireNonNull(value, "value");
    }
}
