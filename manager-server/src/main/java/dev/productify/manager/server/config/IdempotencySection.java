package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Requests with an {@code Idempotency-Key}.
 *
 * @param retention how long a key counts
 */
public record IdempotencySection(Duration retention) {
    public IdempotencySection {
        requireNonNull(retention, "retention");
    }
}
