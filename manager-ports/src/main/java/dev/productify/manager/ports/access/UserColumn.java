package dev.productify.manager.ports.access;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of users are filtered and ordered. */
public enum UserColumn implements Column<User> {
    ID(ordered("id", new ColumnType.Uuid(), user -> user.id().value())),
    USERNAME(ordered("username", new ColumnType.Text(), user -> user.username().value())),
    EMAIL(ordered("email", new ColumnType.Text(), user -> user.email().value())),
    DISPLAY_NAME(filtered(
            "display_name",
            new ColumnType.Text(),
            user -> user.displayName().map(Name::value).orElse(null))),
    DISABLED(filtered("disabled", new ColumnType.Bool(), User::disabled)),
    PLATFORM_ADMINISTRATOR(filtered("platform_administrator", new ColumnType.Bool(), User::platformAdministrator)),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), User::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), User::updatedAt));

    private final Facts<User> facts;

    UserColumn(Facts<User> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<User> facts() {
        return facts;
    }
}
