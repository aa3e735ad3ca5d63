package dev.productify.manager.ports.backend;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of backends are filtered and ordered. */
public enum BackendColumn implements Column<Backend> {
    ID(ordered("id", new ColumnType.Uuid(), backend -> backend.id().value())),
    NAME(ordered("name", new ColumnType.Text(), backend -> backend.name().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            backend -> backend.description().map(Description::value).orElse(null))),
    CALLBACK_URL(filtered(
            "callback_url",
            new ColumnType.Text(),
            backend -> backend.callbackUrl().toString())),
    ENABLED(filtered("enabled", new ColumnType.Bool(), Backend::enabled)),
    MACHINE_USER_ID(filtered(
            "machine_user_id",
            new ColumnType.Uuid(),
            backend -> backend.machineUser().value())),
    APPLICATION_ID(filtered(
            "application_id",
            new ColumnType.Uuid(),
            backend -> backend.application().map(id -> id.value()).orElse(null))),
    HEARTBEAT_AT(filtered("heartbeat_at", new ColumnType.Time(), Backend::heartbeatAt)),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Backend::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Backend::updatedAt));

    private final Facts<Backend> facts;

    BackendColumn(Facts<Backend> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<Backend> facts() {
        return facts;
    }
}
