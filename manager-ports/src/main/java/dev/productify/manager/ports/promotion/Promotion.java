package dev.productify.manager.ports.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import java.util.Optional;

/**
 * What a caller wants brought where.
 *
 * @param tenant where it shall be
 * @param slug its slug there; that of the source when absent
 * @param name its name there; that of the source when absent
 * @param release its version there; that of the source when absent
 * @param isDryRun whether it is only asked what would change
 */
public record Promotion(
        ApplicationId source,
        TenantId tenant,
        Optional<Slug> slug,
        Optional<Name> name,
        Optional<SemanticVersion> release,
        boolean isDryRun) {
    public Promotion {
        requireNonNull(source, "source");
        requireNonNull(tenant, "tenant");
        requireNonNull(slug, "slug");
        requireNonNull(name, "name");
        requireNonNull(release, "release");
    }
}
