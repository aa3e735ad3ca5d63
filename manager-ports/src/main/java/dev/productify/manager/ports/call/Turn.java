package dev.productify.manager.ports.call;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.idempotency.IdempotentRequestId;
import java.util.UUID;

/**
 * The right to take effect for a request that its client gave an idempotency key. Each transaction that changes something counts
 * against it, and none is committed when somebody else has it meanwhile.
 *
 * @param holder who has it; known to nobody else
 */
public record Turn(IdempotentRequestId request, UUID holder) {
    public Turn {
        requireNonNull(request, "request");
        requireNonNull(holder, "holder");
    }

    /** The holder is nobody's business. */
    @Override
    public String toString() {
        return "Turn[" + request.value() + "]";
    }
}
