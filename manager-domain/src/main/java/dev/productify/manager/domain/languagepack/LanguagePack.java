package dev.productify.manager.domain.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of a project in one language, without the texts themselves, which are many.
 *
 * @param name the language; unique in the project
 * @param keys how many texts there are
 * @param bytes how long all keys and values are in UTF-8
 * @param version counts changes, those of the texts too; a store refuses to write over a newer one
 */
public record LanguagePack(
        LanguagePackId id,
        ProjectId project,
        LanguageTag name,
        int keys,
        long bytes,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public LanguagePack {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        Translations.requireRoom(keys, bytes);
    }

    /**
     * What a caller changes of a language pack apart from its texts.
     *
     * @param version the version that the caller has seen; empty: whatever there is
     */
    public record Change(Patch<LanguageTag> name, Optional<Integer> version) {
        public Change {
            name = name.required("name");
            requireNonNull(version, "version");
        }
    }

    public static LanguagePack create(
            LanguagePackId id, ProjectId project, LanguageTag name, Translations content, Instant now) {
        return new LanguagePack(id, project, name, content.entries().size(), content.bytes(), now, now, 1);
    }

    public Place place() {
        return Place.of(project);
    }

    /** @throws ManagerException {@code CONFLICT} when the caller has seen another version */
    public void requireVersion(Optional<Integer> seen) {
        if (seen.isPresent() && seen.get() != version) {
            throw ManagerException.conflict("The language pack has version " + version + ", not " + seen.get()
                    + "; read it again, then repeat the change");
        }
    }

    /**
     * The language pack after the change; this very object when the change says nothing new.
     *
     * @throws ManagerException {@code CONFLICT} when the caller has seen another version
     */
    public LanguagePack with(Change change, Instant now) {
        requireVersion(change.version());
        LanguageTag next = change.name().applyTo(name);
        return next.equals(name) ? this : new LanguagePack(id, project, next, keys, bytes, createdAt, now, version + 1);
    }

    /**
     * The language pack after its texts have changed; this very object when nothing differs.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when there would be too many of them
     */
    public LanguagePack with(TranslationsDelta delta, Instant now) {
        return delta.isEmpty()
                ? this
                : new LanguagePack(
                        id, project, name, keys + delta.keys(), bytes + delta.bytes(), createdAt, now, version + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("keys", keys);
        return fields;
    }
}
