package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.ports.shared.Column.Facts.filtered;
import static dev.productify.manager.ports.shared.Column.Facts.ordered;

import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import java.util.Arrays;
import java.util.List;

/** By what lists of endpoints are filtered and ordered. */
public enum EndpointColumn implements Column<Endpoint> {
    ID(ordered("id", new ColumnType.Uuid(), endpoint -> endpoint.id().value())),
    NAME(ordered(
            "name",
            new ColumnType.Text(),
            endpoint -> endpoint.definition().name().value())),
    DESCRIPTION(filtered(
            "description",
            new ColumnType.Text(),
            endpoint ->
                    endpoint.definition().description().map(Description::value).orElse(null))),
    ENABLED(filtered(
            "enabled", new ColumnType.Bool(), endpoint -> endpoint.definition().enabled())),
    CONSUME_URL(ordered(
            "consume_url",
            new ColumnType.Text(),
            endpoint -> endpoint.definition().consumes().toString())),
    URL(filtered(
            "url",
            new ColumnType.Text(),
            endpoint -> endpoint.definition().url().toString())),
    AUTH_TYPE(filtered(
            "auth_type",
            new ColumnType.Word(
                    Arrays.stream(AuthType.values()).map(AuthType::word).toList()),
            endpoint -> endpoint.auth().type().word())),
    INPUT_MESSAGE_TYPE(filtered(
            "input_message_type",
            words(MessageType.values()),
            endpoint -> endpoint.definition().input().map(Enum::name).orElse(null))),
    OUTPUT_MESSAGE_TYPE(filtered(
            "output_message_type",
            words(MessageType.values()),
            endpoint -> endpoint.definition().output().map(Enum::name).orElse(null))),
    LOG_LEVEL(filtered(
            "log_level",
            words(LogLevel.values()),
            endpoint -> endpoint.definition().logLevel().name())),
    CREATED_AT(ordered("created_at", new ColumnType.Time(), Endpoint::createdAt)),
    UPDATED_AT(ordered("updated_at", new ColumnType.Time(), Endpoint::updatedAt));

    private final Facts<Endpoint> facts;

    EndpointColumn(Facts<Endpoint> facts) {
        this.facts = facts;
    }

    private static ColumnType words(Enum<?>[] constants) {
        List<String> words = Arrays.stream(constants).map(Enum::name).toList();
        return new ColumnType.Word(words);
    }

    @Override
    public Facts<Endpoint> facts() {
        return facts;
    }
}
