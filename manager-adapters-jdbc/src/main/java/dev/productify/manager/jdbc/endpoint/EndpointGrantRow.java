package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code endpoint_grant}. */
record EndpointGrantRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        UUID applicationId,
        UUID endpointId,
        UUID machineUserId,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static EndpointGrantRow of(EndpointGrant grant) {
        return new EndpointGrantRow(
                grant.id().value(),
                grant.project().value(),
                grant.tenant().value(),
                grant.application().value(),
                grant.endpoint().value(),
                grant.machineUser().value(),
                grant.enabled(),
                grant.createdAt(),
                grant.updatedAt(),
                grant.version());
    }

    EndpointGrant toGrant() {
        return new EndpointGrant(
                new EndpointGrantId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new ApplicationId(applicationId),
                new EndpointId(endpointId),
                new MachineUserId(machineUserId),
                enabled,
                createdAt,
                updatedAt,
                revision);
    }
}
