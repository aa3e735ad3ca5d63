package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.endpoint.LoggedCall;
import dev.productify.manager.domain.endpoint.LoggedCallId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code esb_log} without headers and bodies. */
record LoggedCallRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        UUID endpointId,
        String requestId,
        String method,
        String path,
        int status,
        long durationUs,
        String sourceIp,
        String errorMessage,
        boolean transformationApplied,
        UUID userId,
        UUID machineUserId,
        String caller,
        int contentBytes,
        Instant createdAt) {

    /** All columns, for the alias {@code l}. */
    static final String COLUMNS = Columns.of("l", LoggedCallRow.class);

    LoggedCall toCall() {
        return new LoggedCall(
                new LoggedCallId(id),
                new EndpointId(endpointId),
                Place.of(new ProjectId(projectId), new TenantId(tenantId), new ApplicationId(applicationId)),
                requestId,
                method,
                path,
                status,
                Duration.of(durationUs, ChronoUnit.MICROS),
                sourceIp,
                Optional.ofNullable(errorMessage),
                transformationApplied,
                Optional.ofNullable(userId).map(UserId::new),
                Optional.ofNullable(machineUserId).map(MachineUserId::new),
                Optional.ofNullable(caller),
                contentBytes,
                createdAt);
    }
}
