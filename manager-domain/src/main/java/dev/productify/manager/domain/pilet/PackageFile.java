package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

/**
 * A file of a package.
 *
 * @param size in bytes
 */
public record PackageFile(FilePath path, ContentHash hash, long size) {
    public PackageFile {
        requireNonNull(path, "path");
        requireNonNull(hash, "hash");
        if (size < 0) {
            throw new IllegalArgumentException("a file has no negative size");
        }
    }
}
