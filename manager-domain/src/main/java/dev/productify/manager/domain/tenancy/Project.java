package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A product: the root of a tree of tenants and their applications.
 *
 * @param isProtected refuses deletion until it is unprotected (contract T5)
 * @param version counts changes; a store refuses to write over a newer one
 */
public record Project(
        ProjectId id,
        Name name,
        Slug slug,
        Optional<Description> description,
        boolean isProtected,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public Project {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(slug, "slug");
        requireNonNull(description, "description");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** What a caller gives for a new project; without a slug one is made from the name. */
    public record Draft(Name name, Optional<Slug> slug, Optional<Description> description, boolean isProtected) {
        public Draft {
            requireNonNull(name, "name");
            requireNonNull(slug, "slug");
            requireNonNull(description, "description");
        }
    }

    /** What a caller changes of a project. */
    public record Change(
            Patch<Name> name, Patch<Slug> slug, Patch<Description> description, Patch<Boolean> isProtected) {
        public Change {
            name = name.required("name");
            slug = slug.required("slug");
            requireNonNull(description, "description");
            isProtected = isProtected.required("protected");
        }
    }

    public static Project create(ProjectId id, Draft draft, Slug slug, Instant now) {
        return new Project(id, draft.name(), slug, draft.description(), draft.isProtected(), now, now, 1);
    }

    /** The project after the change; this very object when the change says nothing new. */
    public Project with(Change change, Instant now) {
        Project changed = new Project(
                id,
                change.name().applyTo(name),
                change.slug().applyTo(slug),
                change.description().applyTo(description),
                change.isProtected().applyTo(isProtected),
                createdAt,
                updatedAt,
                version);
        return changed.equals(this) ? this : changed.touched(now);
    }

    private Project touched(Instant now) {
        return new Project(id, name, slug, description, isProtected, createdAt, now, version + 1);
    }

    /** What is left for who may see it by name only: nothing that may be absent (contract A1). */
    public Project byName() {
        return new Project(id, name, slug, Optional.empty(), isProtected, createdAt, updatedAt, version);
    }

    /** @throws ManagerException {@code CONFLICT} while the project is protected */
    public void requireUnprotected() {
        Protection.requireOff(isProtected, "project");
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("slug", slug.value());
        fields.put("description", description.map(Description::value).orElse(null));
        fields.put("protected", isProtected);
        return fields;
    }
}
