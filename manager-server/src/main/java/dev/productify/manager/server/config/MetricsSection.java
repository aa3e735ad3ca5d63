package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

/**
 * The listener that answers {@code GET /metrics}.
 *
 * @param port 0 for any free one
 */
public record MetricsSection(int port, String host) {
    public MetricsSection {
        requireNonNull(host, "host");
    }
}
