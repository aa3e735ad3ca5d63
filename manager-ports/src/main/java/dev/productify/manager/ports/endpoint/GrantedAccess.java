package dev.productify.manager.ports.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.machineuser.MachineUser;

/** A grant with the machine user behind it, as lists show them. */
public record GrantedAccess(EndpointGrant grant, MachineUser machineUser) {
    public GrantedAccess {
        requireNonNull(grant, "grant");
        requireNonNull(machineUser, "machineUser");
    }
}
