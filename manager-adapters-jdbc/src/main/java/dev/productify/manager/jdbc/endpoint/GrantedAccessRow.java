package dev.productify.manager.jdbc.endpoint;

import dev.productify.manager.jdbc.machineuser.MachineUserRow;
import dev.productify.manager.jdbc.shared.Columns;
import dev.productify.manager.ports.endpoint.GrantedAccess;

/** A row of {@code endpoint_grant} with that of its machine user. */
record GrantedAccessRow(EndpointGrantRow access, MachineUserRow machineUser) {
    static final String COLUMNS = Columns.prefixed("g", "access", EndpointGrantRow.class) + ", "
            + Columns.prefixed("mu", "machine_user", MachineUserRow.class);

    GrantedAccess toGrantedAccess() {
        return new GrantedAccess(access.toGrant(), machineUser.toMachineUser());
    }
}
