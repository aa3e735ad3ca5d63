package dev.productify.manager.jdbc.tenancy;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code project}. */
public record ProjectRow(
        UUID id,
        String name,
        String slug,
        String description,
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
        return "p.id, p.name, p.slug, " + description(content)
                + " as description, p.protected as is_protected, p.created_at, " + "p.updated_at, p.revision";
    }

    /** The description as it may be seen. */
    static String description(String content) {
        return "case when " + content + " then p.description end";
    }

    static ProjectRow of(Project project) {
        return new ProjectRow(
                project.id().value(),
                project.name().value(),
                project.slug().value(),
                project.description().map(Description::value).orElse(null),
                project.isProtected(),
                project.createdAt(),
                project.updatedAt(),
                project.version());
    }

    Project toProject() {
        return new Project(
                new ProjectId(id),
                new Name(name),
                new Slug(slug),
                Optional.ofNullable(description).map(Description::new),
                isProtected,
                createdAt,
                updatedAt,
                revision);
    }
}
