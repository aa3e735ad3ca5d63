package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The key that seals credentials at rest.
 *
 * @param key 32 bytes in base64; absent: the one in the data directory
 */
public record SecretsSection(Optional<String> key) {
    public SecretsSection {
        requireNonNull(key, "key");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SecretsSection[key " + (key.isPresent() ? "given" : "absent") + "]";
    }
}
