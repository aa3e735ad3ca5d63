package dev.productify.manager.ports.access;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import java.util.Locale;

/** By what lists of members are filtered and ordered. */
public enum MemberColumn implements Column<Membership> {
    ID(ordered("id", new ColumnType.Uuid(), row -> row.member().id().value())),
    USER_ID(filtered("user_id", new ColumnType.Uuid(), row -> row.user().id().value())),
    ROLE(filtered(
            "role",
            ColumnType.Word.of(Role.class),
            row -> row.member().grant().role().name().toLowerCase(Locale.ROOT))),
    USERNAME(filtered(
            "username", new ColumnType.Text(), row -> row.user().username().value())),
    EMAIL(filtered("email", new ColumnType.Text(), row -> row.user().email().value())),
    DISPLAY_NAME(filtered(
            "display_name",
            new ColumnType.Text(),
            row -> row.user().displayName().map(Name::value).orElse(null))),
    DISABLED(filtered("disabled", new ColumnType.Bool(), row -> row.user().disabled())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), row -> row.member().createdAt())),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), row -> row.member().updatedAt()));

    private final Facts<Membership> facts;

    MemberColumn(Facts<Membership> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Membership> facts() {
        return facts;
    }
}
