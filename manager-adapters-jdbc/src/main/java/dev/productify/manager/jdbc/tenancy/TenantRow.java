package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code tenant}. */
public record TenantRow(
        UUID id,
        UUID projectId,
        String name,
        String slug,
        String description,
        String type,
        boolean isProtected,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    /**
     * The columns, with the description only where more than the name may be seen.
     *
     * @param content the condition for that
     */
    static String columns(String content) {
        return "t.id, t.project_id, t.name, t.slug, " + description(content)
                + " as description, t.type, t.protected as is_protected, " + "t.created_at, t.updated_at, t.revision";
    }

    /** The description as it may be seen. */
    static String description(String content) {
        return "case when " + content + " then t.description end";
    }

    static TenantRow of(Tenant tenant) {
        return new TenantRow(
                tenant.id().value(),
                tenant.project().value(),
                tenant.name().value(),
                tenant.slug().value(),
                tenant.description().map(Description::value).orElse(null),
                tenant.type().name().toLowerCase(Locale.ROOT),
                tenant.isProtected(),
                tenant.createdAt(),
                tenant.updatedAt(),
                tenant.version());
    }

    Tenant toTenant() {
        return new Tenant(
                new TenantId(id),
                new ProjectId(projectId),
                new Name(name),
                new Slug(slug),
                Optional.ofNullable(description).map(Description::new),
                TenantType.valueOf(type.toUpperCase(Locale.ROOT)),
                isProtected,
                createdAt,
                updatedAt,
                revision);
    }
}
