package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;

/** By what lists of logged calls are filtered and ordered. */
public enum LoggedCallColumn implements Column<LoggedCall> {
    ID(ordered("id", new ColumnType.Uuid(), call -> call.id().value())),
    METHOD(filtered("method", new ColumnType.Exact(), LoggedCall::method)),
    PATH(filtered("path", new ColumnType.Text(), LoggedCall::path)),
    STATUS(filtered("status", new ColumnType.Whole(), LoggedCall::status)),
    SOURCE_IP(filtered("source_ip", new ColumnType.Exact(), LoggedCall::source)),
    ERROR_MESSAGE(filtered(
            "error_message", new ColumnType.Text(), call -> call.error().orElse(null))),
    TRANSFORMATION_APPLIED(filtered("transformation_applied", new ColumnType.Bool(), LoggedCall::transformed)),
    REQUEST_ID(filtered("request_id", new ColumnType.Exact(), LoggedCall::requestId)),
    USER(filtered(
            "user",
            new ColumnType.Uuid(),
            call -> call.user().map(UserId::value).orElse(null))),
    MACHINE_USER(filtered(
            "machine_user",
            new ColumnType.Uuid(),
            call -> call.machineUser().map(MachineUserId::value).orElse(null))),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), LoggedCall::at));

    private final Facts<LoggedCall> facts;

    LoggedCallColumn(Facts<LoggedCall> facts) {
        this.facts = facts;
    }

    @Override
    public Facts<LoggedCall> facts() {
        return facts;
    }
}
