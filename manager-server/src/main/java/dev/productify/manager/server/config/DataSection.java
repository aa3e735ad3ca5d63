package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where this node keeps files. */
public record DataSection(Path dir) {
    public DataSection {
        requireNonNull(dir, "dir");
    }
}
