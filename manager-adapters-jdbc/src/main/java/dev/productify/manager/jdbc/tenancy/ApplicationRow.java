package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code application}. */
public record ApplicationRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        String name,
        String slug,
        String description,
        String version,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static ApplicationRow of(Application application) {
        return new ApplicationRow(
                application.id().value(),
                application.project().value(),
                application.tenant().value(),
                application.name().value(),
                application.slug().value(),
                application.description().map(Description::value).orElse(null),
                application.release().value(),
                application.createdAt(),
                application.updatedAt(),
                application.version());
    }

    Application toApplication() {
        return new Application(
                new ApplicationId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new Name(name),
                new Slug(slug),
                Optional.ofNullable(description).map(Description::new),
                new SemanticVersion(version),
                createdAt,
                updatedAt,
                revision);
    }
}
