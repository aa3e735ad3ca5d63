package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.pilet.Pilet;
import dev.productify.manager.domain.pilet.PiletId;
import dev.productify.manager.domain.pilet.PiletName;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code pilet}. */
record PiletRow(
        UUID id,
        UUID projectId,
        String name,
        String version,
        String description,
        String hash,
        long size,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static PiletRow of(Pilet pilet) {
        return new PiletRow(
                pilet.id().value(),
                pilet.project().value(),
                pilet.name().value(),
                pilet.version().value(),
                pilet.description().map(Description::value).orElse(null),
                pilet.hash().hex(),
                pilet.size(),
                pilet.enabled(),
                pilet.createdAt(),
                pilet.updatedAt(),
                pilet.revision());
    }

    Pilet toPilet() {
        return new Pilet(
                new PiletId(id),
                new ProjectId(projectId),
                new PiletName(name),
                new SemanticVersion(version),
                Optional.ofNullable(description).map(Description::new),
                new ContentHash(hash),
                size,
                enabled,
                createdAt,
                updatedAt,
                revision);
    }
}
