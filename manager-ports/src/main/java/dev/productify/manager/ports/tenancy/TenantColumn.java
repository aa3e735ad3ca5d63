package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import java.util.Locale;

/** By what lists of tenants are filtered and ordered. */
public enum TenantColumn implements Column<Tenant> {
    ID(ordered("id", new ColumnType.Uuid(), tenant -> tenant.id().value())),
    NAME(ordered("name", new ColumnType.Text(), tenant -> tenant.name().value())),
    SLUG(ordered("slug", new ColumnType.Exact(), tenant -> tenant.slug().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            tenant -> tenant.description().map(Description::value).orElse(null))),
    PROJECT_ID(filtered(
            "project_id", new ColumnType.Uuid(), tenant -> tenant.project().value())),
    TYPE(ordered(
            "type",
            ColumnType.Word.of(TenantType.class),
            tenant -> tenant.type().name().toLowerCase(Locale.ROOT))),
    PROTECTED(filtered("protected", new ColumnType.Bool(), Tenant::isProtected)),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Tenant::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Tenant::updatedAt));

    private final Facts<Tenant> facts;

    TenantColumn(Facts<Tenant> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Tenant> facts() {
        return facts;
    }
}
