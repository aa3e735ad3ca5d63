package dev.productify.manager.jdbc.backup;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.jdbc.schema.SchemaVersion;
import java.time.Instant;
import java.util.Optional;

/**
 * What a backup is of.
 *
 * @param product the version of the Manager that made it
 * @param madeAt the moment whose state it holds, on the database's clock
 * @param postgresql the version of the database's server
 * @param schema the migrations that its tables went through
 * @param canary {@code <key id>:<sealed text>}, by which the key is known that its credentials are sealed with; empty when no
 *     node ever started on the database
 */
public record BackupManifest(
        String product, Instant madeAt, String postgresql, SchemaVersion schema, Optional<String> canary) {
    public BackupManifest {
        requireNonNull(product, "product");
        requireNonNull(madeAt, "madeAt");
        requireNonNull(postgresql, "postgresql");
        requireNonNull(schema, "schema");
        requireNonNull(canary, "canary");
    }
}
