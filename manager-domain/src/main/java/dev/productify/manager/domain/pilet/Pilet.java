package dev.productify.manager.domain.pilet;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a pilet in a project.
 *
 * @param name with the version unique in the project
 * @param hash of the package
 * @param size of the package, in bytes
 * @param enabled whether frontends are told of it
 * @param revision counts changes; a store refuses to write over a newer one
 */
public record Pilet(
        PiletId id,
        ProjectId project,
        PiletName name,
        SemanticVersion version,
        Optional<Description> description,
        ContentHash hash,
        long size,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        int revision) {
    public Pilet {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(description, "description");
        requireNonNull(hash, "hash");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** What a caller changes of a pilet apart from its package. */
    public record Change(Patch<Description> description, Patch<Boolean> enabled) {
        public Change {
            requireNonNull(description, "description");
            enabled = enabled.required("enabled");
        }

        public static Change enabling(boolean enabled) {
            return new Change(Patch.keep(), Patch.set(enabled));
        }
    }

    public static Pilet create(
            PiletId id, ProjectId project, PiletPackage content, Optional<Description> description, Instant now) {
        return new Pilet(
                id,
                project,
                content.name(),
                content.version(),
                description,
                content.hash(),
                content.size(),
                true,
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project);
    }

    /** The pilet after the change; this very object when the change says nothing new. */
    public Pilet with(Change change, Instant now) {
        Optional<Description> nextDescription = change.description().applyTo(description);
        boolean nextEnabled = change.enabled().applyTo(enabled);
        return nextDescription.equals(description) && nextEnabled == enabled
                ? this
                : new Pilet(
                        id,
                        project,
                        name,
                        version,
                        nextDescription,
                        hash,
                        size,
                        nextEnabled,
                        createdAt,
                        now,
                        revision + 1);
    }

    /**
     * The pilet with another package of the same name and version; this very object when nothing differs.
     *
     * @param nextDescription empty keeps the present one
     */
    public Pilet with(PiletPackage content, Optional<Description> nextDescription, Instant now) {
        Optional<Description> described = nextDescription.or(() -> description);
        return content.hash().equals(hash) && described.equals(description)
                ? this
                : new Pilet(
                        id,
                        project,
                        name,
                        version,
                        described,
                        content.hash(),
                        content.size(),
                        enabled,
                        createdAt,
                        now,
                        revision + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("version", version.value());
        fields.put("description", description.map(Description::value).orElse(null));
        fields.put("hash", hash.integrity());
        fields.put("size", size);
        fields.put("enabled", enabled);
        return fields;
    }
}
