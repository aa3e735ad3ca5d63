package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Packages of pilets.
 *
 * @param replacedRetention how long one stays after another came in its place
 */
public record PiletsSection(Duration replacedRetention) {
    public PiletsSection {
        requireNonNull(replacedRetention, "replacedRetention");
    }
}
