package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The service bus.
 *
 * @param logRetention how long calls are kept in its log
 */
public record EsbSection(Duration logRetention) {
    public EsbSection {
        requireNonNull(logRetention, "logRetention");
    }
}
