package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Triggers and their runs.
 *
 * @param attempts most callbacks that a node has in progress
 * @param attemptsPerBackend most of these at one backend
 */
public record TriggersSection(
        Duration misfireAfter, Duration catchUp, Duration runRetention, int attempts, int attemptsPerBackend) {
    public TriggersSection {
        requireNonNull(misfireAfter, "misfireAfter");
        requireNonNull(catchUp, "catchUp");
        requireNonNull(runRetention, "runRetention");
    }
}
