package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * The directory of people. {@link Settings} lets host and key pass only together.
 *
 * @param host where Pocket ID answers; absent: there are no people but the users
 * @param apiKey of a Pocket ID administrator
 */
public record PocketIdSection(Optional<URI> host, Optional<String> apiKey) {
    public PocketIdSection {
        requireNonNull(host, "host");
        requireNonNull(apiKey, "apiKey");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "PocketIdSection[host=" + host + "]";
    }
}
