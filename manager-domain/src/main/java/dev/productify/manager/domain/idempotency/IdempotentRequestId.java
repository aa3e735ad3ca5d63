package dev.productify.manager.domain.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Id;
import java.util.UUID;

/** Identity of an {@link IdempotentRequest}. */
public record IdempotentRequestId(UUID value) implements Id {
    public IdempotentRequestId {
        requireNonNull(value, "value");
    }
}
