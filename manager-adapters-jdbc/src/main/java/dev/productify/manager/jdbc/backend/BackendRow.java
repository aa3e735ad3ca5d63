package dev.productify.manager.jdbc.backend;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code backend}. */
public record BackendRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID machineUserId,
        UUID applicationId,
        String name,
        String callbackUrl,
        String description,
        String release,
        byte[] token,
        byte[] signingSecret,
        byte[] retiringSecret,
        Instant retiringUntil,
        boolean enabled,
        boolean gone,
        Instant heartbeatAt,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    /** All columns, for the alias {@code b}, beside those of other rows. */
    public static final String PREFIXED = Columns.prefixed("b", "backend", BackendRow.class);

    static BackendRow of(Backend backend) {
        Optional<Backend.Retiring> retiring = backend.secrets().retiring();
        return new BackendRow(
                backend.id().value(),
                backend.project().value(),
                backend.tenant().value(),
                backend.machineUser().value(),
                backend.application().map(ApplicationId::value).orElse(null),
                backend.name().value(),
                backend.callbackUrl().toString(),
                backend.description().map(Description::value).orElse(null),
                backend.release().orElse(null),
                backend.token().map(SealedSecret::toBytes).orElse(null),
                backend.secrets().current().toBytes(),
                retiring.map(old -> old.secret().toBytes()).orElse(null),
                retiring.map(Backend.Retiring::until).orElse(null),
                backend.enabled(),
                backend.gone(),
                backend.heartbeatAt(),
                backend.createdAt(),
                backend.updatedAt(),
                backend.version());
    }

    public Backend toBackend() {
        Optional<Backend.Retiring> retiring = Optional.ofNullable(retiringSecret)
                .map(secret -> new Backend.Retiring(SealedSecret.ofBytes(secret), retiringUntil));
        return new Backend(
                new BackendId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new MachineUserId(machineUserId),
                Optional.ofNullable(applicationId).map(ApplicationId::new),
                new Name(name),
                CallbackUrl.parse(callbackUrl),
                Optional.ofNullable(description).map(Description::new),
                Optional.ofNullable(release),
                Optional.ofNullable(token).map(SealedSecret::ofBytes),
                new Backend.Secrets(SealedSecret.ofBytes(signingSecret), retiring),
                enabled,
                gone,
                heartbeatAt,
                createdAt,
                updatedAt,
                revision);
    }
}
