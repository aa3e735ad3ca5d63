package dev.productify.manager.domain.tenancy;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One installation of the product for a tenant.
 *
 * @param release the version of the product that runs there (contract T1)
 * @param version counts changes; a store refuses to write over a newer one
 */
public record Application(
        ApplicationId id,
        ProjectId project,
        TenantId tenant,
        Name name,
        Slug slug,
        Optional<Description> description,
        SemanticVersion release,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public Application {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(slug, "slug");
        requireNonNull(description, "description");
        requireNonNull(release, "release");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** What a caller gives for a new application; without a slug one is made from the name. */
    public record Draft(Name name, Optional<Slug> slug, Optional<Description> description, SemanticVersion release) {
        public Draft {
            requireNonNull(name, "name");
            requireNonNull(slug, "slug");
            requireNonNull(description, "description");
            requireNonNull(release, "release");
        }
    }

    /** What a caller changes of an application. */
    public record Change(
            Patch<Name> name, Patch<Slug> slug, Patch<Description> description, Patch<SemanticVersion> release) {
        public Change {
            name = name.required("name");
            slug = slug.required("slug");
            requireNonNull(description, "description");
            release = release.required("version");
        }
    }

    public static Application create(
            ApplicationId id, ProjectId project, TenantId tenant, Draft draft, Slug slug, Instant now) {
        return new Application(
                id, project, tenant, draft.name(), slug, draft.description(), draft.release(), now, now, 1);
    }

    public Place place() {
        return Place.of(project, tenant, id);
    }

    /** The application after the change; this very object when the change says nothing new. */
    public Application with(Change change, Instant now) {
        Application changed = new Application(
                id,
                project,
                tenant,
                change.name().applyTo(name),
                change.slug().applyTo(slug),
                change.description().applyTo(description),
                change.release().applyTo(release),
                createdAt,
                updatedAt,
                version);
        return changed.equals(this) ? this : changed.touched(now);
    }

    /** This application with the name and version of what is promoted to it; this very object when it has them (contract T3). */
    public Application promoted(Name promotedName, SemanticVersion promotedRelease, Instant now) {
        return with(new Change(Patch.set(promotedName), Patch.keep(), Patch.keep(), Patch.set(promotedRelease)), now);
    }

    private Application touched(Instant now) {
        return new Application(id, project, tenant, name, slug, description, release, createdAt, now, version + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("slug", slug.value());
        fields.put("description", description.map(Description::value).orElse(null));
        fields.put("version", release.value());
        return fields;
    }
}
