package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.BackendUrl;
import dev.productify.manager.domain.endpoint.ConsumePath;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code endpoint}.
 *
 * @param authSecret the sealed token or password, whichever the type has
 * @param conversion as {@link ConversionJson} writes it; null for the usual one
 */
record EndpointRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        String name,
        String description,
        boolean enabled,
        String consumeUrl,
        String url,
        String authType,
        String authUsername,
        byte[] authSecret,
        String inputMessageType,
        String outputMessageType,
        String transformationTemplate,
        String conversion,
        String logLevel,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static EndpointRow of(Endpoint endpoint) {
        Endpoint.Definition definition = endpoint.definition();
        return new EndpointRow(
                endpoint.id().value(),
                endpoint.project().value(),
                endpoint.tenant().value(),
                endpoint.application().value(),
                definition.name().value(),
                definition.description().map(Description::value).orElse(null),
                definition.enabled(),
                definition.consumes().toString(),
                definition.url().toString(),
                endpoint.auth().type().word(),
                username(endpoint.auth()).orElse(null),
                secret(endpoint.auth()).map(SealedSecret::toBytes).orElse(null),
                definition.input().map(Enum::name).orElse(null),
                definition.output().map(Enum::name).orElse(null),
                definition.template().map(TransformationTemplate::text).orElse(null),
                ConversionJson.write(definition.conversion()),
                definition.logLevel().name(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                endpoint.version());
    }

    private static Optional<String> username(BackendAuth auth) {
        return auth instanceof BackendAuth.Basic basic ? basic.username() : Optional.empty();
    }

    private static Optional<SealedSecret> secret(BackendAuth auth) {
        if (auth instanceof BackendAuth.Bearer bearer) {
            return bearer.token();
        }
        return auth instanceof BackendAuth.Basic basic ? basic.password() : Optional.empty();
    }

    Endpoint toEndpoint() {
        Endpoint.Definition definition = new Endpoint.Definition(
                new Name(name),
                Optional.ofNullable(description).map(Description::new),
                enabled,
                new ConsumePath(consumeUrl),
                BackendUrl.parse(url),
                Optional.ofNullable(inputMessageType).map(MessageType::valueOf),
                Optional.ofNullable(outputMessageType).map(MessageType::valueOf),
                Optional.ofNullable(transformationTemplate).map(TransformationTemplate::new),
                ConversionJson.read(conversion),
                LogLevel.valueOf(logLevel));
        return new Endpoint(
                new EndpointId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new ApplicationId(applicationId),
                definition,
                auth(),
                createdAt,
                updatedAt,
                revision);
    }

    private BackendAuth auth() {
        Optional<SealedSecret> secret = Optional.ofNullable(authSecret).map(SealedSecret::ofBytes);
        AuthType type = Arrays.stream(AuthType.values())
                .filter(one -> one.word().equals(authType))
                .findFirst()
                .orElseThrow();
        return switch (type) {
            case NONE -> BackendAuth.NOTHING;
            case BASIC -> new BackendAuth.Basic(Optional.ofNullable(authUsername), secret);
            case BEARER -> new BackendAuth.Bearer(secret);
        };
    }
}
