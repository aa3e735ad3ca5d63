package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

/** A node that sends callbacks, for as long as the others believe that it lives. */
public record NodeId(UUID value) implements Id {
    public NodeId {
        requireNonNull(value, "value");
    }
}
