package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That a machine user may call an endpoint of its own tenant (contract E2). One for each pair.
 *
 * @param enabled while false it permits nothing
 * @param version counts changes; a store refuses to write over a newer one
 */
public record EndpointGrant(
        EndpointGrantId id,
        ProjectId project,
        TenantId tenant,
        ApplicationId application,
        EndpointId endpoint,
        MachineUserId machineUser,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public EndpointGrant {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(application, "application");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(machineUser, "machineUser");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    public static EndpointGrant create(
            EndpointGrantId id, Endpoint endpoint, MachineUserId machineUser, boolean enabled, Instant now) {
        return new EndpointGrant(
                id,
                endpoint.project(),
                endpoint.tenant(),
                endpoint.application(),
                endpoint.id(),
                machineUser,
                enabled,
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project, tenant, application);
    }

    /** The grant after the change; this very object when the change says nothing new. */
    public EndpointGrant with(Patch<Boolean> change, Instant now) {
        boolean next = change.required("enabled").applyTo(enabled);
        return next == enabled
                ? this
                : new EndpointGrant(
                        id, project, tenant, application, endpoint, machineUser, next, createdAt, now, version + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("endpoint", endpoint.value().toString());
        fields.put("machineUser", machineUser.value().toString());
        fields.put("enabled", enabled);
        return fields;
    }
}
