package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;

/**
 * Which machine users may call an endpoint. For administrators of the tenant, and never for machine users (contract A1,
 * A2, E2). Refusals are those of {@link Guard}, and what each method names besides.
 */
public interface EndpointGrants {
    static EndpointGrants of(Guard guard, Journal journal) {
        return new EndpointGrantService(guard, journal);
    }

    /**
     * @throws ManagerException {@code CONFLICT} when the machine user has a grant for the endpoint; {@code NOT_FOUND} when
     *     it does not exist or belongs to another tenant
     */
    GrantedAccess create(Call call, EndpointId endpoint, MachineUserId machineUser, boolean enabled);

    /** Switches a grant on or off; what it is already writes nothing. */
    GrantedAccess update(Call call, EndpointGrantId id, Patch<Boolean> enabled);

    /** Takes a grant back. */
    void delete(Call call, EndpointGrantId id);

    /** A grant of that very endpoint. */
    GrantedAccess find(Call call, EndpointId endpoint, EndpointGrantId id);

    List<GrantedAccess> list(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query);

    long count(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query);
}
