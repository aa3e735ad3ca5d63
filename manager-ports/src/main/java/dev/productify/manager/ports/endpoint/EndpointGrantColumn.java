package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of grants are filtered and ordered. */
public enum EndpointGrantColumn implements Column<GrantedAccess> {
    ID(ordered("id", new ColumnType.Uuid(), row -> row.grant().id().value())),
    ENABLED(filtered("enabled", new ColumnType.Bool(), row -> row.grant().enabled())),
    MACHINE_USER_ID(filtered(
            "machine_user_id",
            new ColumnType.Uuid(),
            row -> row.grant().machineUser().value())),
    USERNAME(filtered(
            "username",
            new ColumnType.Text(),
            row -> row.machineUser().username().value())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), row -> row.grant().createdAt())),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), row -> row.grant().updatedAt()));

    private final Facts<GrantedAccess> facts;

    EndpointGrantColumn(Facts<GrantedAccess> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<GrantedAccess> facts() {
        return facts;
    }
}
