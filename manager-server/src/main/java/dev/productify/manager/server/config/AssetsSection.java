package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Files of pilets.
 *
 * @param origin under which browsers load them, without a final slash; absent: the one of the Manager
 */
public record AssetsSection(Optional<URI> origin) {
    public AssetsSection {
        requireNonNull(origin, "origin");
    }
}
