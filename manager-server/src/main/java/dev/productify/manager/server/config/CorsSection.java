package dev.productify.manager.server.config;

import java.util.List;

/**
 * Browsers of other origins.
 *
 * @param origins those that may call with credentials
 */
public record CorsSection(List<String> origins) {
    public CorsSection {
        origins = List.copyOf(origins);
    }
}
