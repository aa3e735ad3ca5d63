package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of applications are filtered and ordered. */
public enum ApplicationColumn implements Column<Application> {
    ID(ordered("id", new ColumnType.Uuid(), application -> application.id().value())),
    NAME(ordered(
            "name", new ColumnType.Text(), application -> application.name().value())),
    SLUG(ordered(
            "slug", new ColumnType.Exact(), application -> application.slug().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            application -> application.description().map(Description::value).orElse(null))),
    PROJECT_ID(filtered(
            "project_id",
            new ColumnType.Uuid(),
            application -> application.project().value())),
    TENANT_ID(filtered(
            "tenant_id",
            new ColumnType.Uuid(),
            application -> application.tenant().value())),
    VERSION(ordered(
            "version",
            new ColumnType.Exact(),
            application -> application.release().value())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Application::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Application::updatedAt));

    private final Facts<Application> facts;

    ApplicationColumn(Facts<Application> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Application> facts() {
        return facts;
    }
}
