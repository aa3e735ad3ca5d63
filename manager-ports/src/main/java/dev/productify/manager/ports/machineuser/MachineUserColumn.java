package dev.productify.manager.ports.machineuser;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import java.util.List;
import java.util.Locale;

/** By what lists of machine users are filtered and ordered. */
public enum MachineUserColumn implements Column<MachineUser> {
    ID(ordered("id", new ColumnType.Uuid(), user -> user.id().value())),
    NAME(ordered("name", new ColumnType.Text(), user -> user.name().value())),
    USERNAME(ordered("username", new ColumnType.Text(), user -> user.username().value())),
    ENABLED(filtered("enabled", new ColumnType.Bool(), MachineUser::enabled)),
    ROLE(filtered(
            "role",
            new ColumnType.Word(List.of("viewer", "editor")),
            user -> user.role().name().toLowerCase(Locale.ROOT))),
    LAST_USED_AT(filtered(
            "last_used_at", new ColumnType.Time(), user -> user.lastUsedAt().orElse(null))),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), MachineUser::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), MachineUser::updatedAt));

    private final Facts<MachineUser> facts;

    MachineUserColumn(Facts<MachineUser> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<MachineUser> facts() {
        return facts;
    }
}
