package dev.productify.manager.domain.idempotency;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.SealedSecret;

/**
 * An answer as it is kept. Its body is sealed, since it may hold what is shown once.
 *
 * @param status of HTTP
 */
public record KeptAnswer(int status, String contentType, SealedSecret body) {
    public KeptAnswer {
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
    }
}
