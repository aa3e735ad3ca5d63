package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A customer, or an environment, of a project: the boundary across which nothing is seen.
 *
 * @param isProtected refuses deletion until it is unprotected (contract T5)
 * @param version counts changes; a store refuses to write over a newer one
 */
public record Tenant(
        TenantId id,
        ProjectId project,
        Name name,
        Slug slug,
        Optional<Description> description,
        TenantType type,
        boolean isProtected,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public Tenant {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(name, "name");
        requireNonNull(slug, "slug");
        requireNonNull(description, "description");
        requireNonNull(type, "type");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** What a caller gives for a new tenant; without a slug one is made from the name. */
    public record Draft(
            Name name, Optional<Slug> slug, Optional<Description> description, TenantType type, boolean isProtected) {
        public Draft {
            requireNonNull(name, "name");
            requireNonNull(slug, "slug");
            requireNonNull(description, "description");
            requireNonNull(type, "type");
        }
    }

    /** What a caller changes of a tenant. */
    public record Change(
            Patch<Name> name,
            Patch<Slug> slug,
            Patch<Description> description,
            Patch<TenantType> type,
            Patch<Boolean> isProtected) {
        public Change {
            name = name.required("name");
            slug = slug.required("slug");
            requireNonNull(description, "description");
            type = type.required("type");
            isProtected = isProtected.required("protected");
        }
    }

    public static Tenant create(TenantId id, ProjectId project, Draft draft, Slug slug, Instant now) {
        return new Tenant(
                id, project, draft.name(), slug, draft.description(), draft.type(), draft.isProtected(), now, now, 1);
    }

    public Place place() {
        return Place.of(project, id);
    }

    /** The tenant after the change; this very object when the change says nothing new. */
    public Tenant with(Change change, Instant now) {
        Tenant changed = new Tenant(
                id,
                project,
                change.name().applyTo(name),
                change.slug().applyTo(slug),
                change.description().applyTo(description),
                change.type().applyTo(type),
                change.isProtected().applyTo(isProtected),
                createdAt,
                updatedAt,
                version);
        return changed.equals(this) ? this : changed.touched(now);
    }

    private Tenant touched(Instant now) {
        return new Tenant(id, project, name, slug, description, type, isProtected, createdAt, now, version + 1);
    }

    /** What is left for who may see it by name only: nothing that may be absent (contract A1). */
    public Tenant byName() {
        return new Tenant(id, project, name, slug, Optional.empty(), type, isProtected, createdAt, updatedAt, version);
    }

    /** @throws ManagerException {@code CONFLICT} while the tenant is protected */
    public void requireUnprotected() {
        Protection.requireOff(isProtected, "tenant");
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("slug", slug.value());
        fields.put("description", description.map(Description::value).orElse(null));
        fields.put("type", type.name().toLowerCase(Locale.ROOT));
        fields.put("protected", isProtected);
        return fields;
    }
}
