package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of projects are filtered and ordered. */
public enum ProjectColumn implements Column<Project> {
    ID(ordered("id", new ColumnType.Uuid(), project -> project.id().value())),
    NAME(ordered("name", new ColumnType.Text(), project -> project.name().value())),
    SLUG(ordered("slug", new ColumnType.Exact(), project -> project.slug().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            project -> project.description().map(Description::value).orElse(null))),
    PROTECTED(filtered("protected", new ColumnType.Bool(), Project::isProtected)),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Project::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Project::updatedAt));

    private final Facts<Project> facts;

    ProjectColumn(Facts<Project> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Project> facts() {
        return facts;
    }
}
