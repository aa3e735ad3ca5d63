package dev.productify.manager.ports.endpoint;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Optional;

final class EndpointGrantService implements EndpointGrants {
    private static final Permission MANAGE = Permission.MANAGE_MACHINE_USERS;

    private final Guard guard;
    private final Journal journal;
    private final AuditedRows<EndpointGrantId, EndpointGrant> rows;

    EndpointGrantService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.rows = new AuditedRows<>(
                journal, EntityType.MACHINE_USER_2_ENDPOINT, Stores::endpointGrants, EndpointGrant::audited);
    }

    @Override
    public GrantedAccess create(Call call, EndpointId endpointId, MachineUserId machineUserId, boolean enabled) {
        return guard.write(call, MANAGE, new Target.OfEndpointGrants(endpointId), (stores, place) -> {
            Endpoint endpoint = stores.endpoints()
                    .find(endpointId)
                    .orElseThrow(() -> ManagerException.notFound(EntityType.ENDPOINT.word()));
            // The transaction is bound to the tenant: one of another tenant is not there.
            MachineUser user = stores.machineUsers()
                    .find(machineUserId)
                    .orElseThrow(() -> ManagerException.notFound(EntityType.MACHINE_USER.word()));
            EndpointGrantId id = new EndpointGrantId(journal.newId());
            EndpointGrant grant = EndpointGrant.create(id, endpoint, machineUserId, enabled, journal.now());
            stores.endpointGrants().insert(grant);
            rows.created(stores, call, Optional.of(place), id, grant);
            return new GrantedAccess(grant, user);
        });
    }

    @Override
    public GrantedAccess update(Call call, EndpointGrantId id, Patch<Boolean> enabled) {
        return guard.write(call, MANAGE, new Target.OfEndpointGrant(id), (stores, place) -> {
            rows.update(stores, call, Optional.of(place), id, grant -> grant.with(enabled, journal.now()));
            return found(stores, id);
        });
    }

    @Override
    public void delete(Call call, EndpointGrantId id) {
        guard.write(
                call,
                MANAGE,
                new Target.OfEndpointGrant(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, grant -> {}));
    }

    @Override
    public GrantedAccess find(Call call, EndpointId endpoint, EndpointGrantId id) {
        return guard.read(
                call,
                MANAGE,
                new Target.OfEndpointGrants(endpoint),
                (stores, place) -> stores.endpointGrants()
                        .find(id)
                        .filter(row -> row.grant().endpoint().equals(endpoint))
                        .orElseThrow(rows::gone));
    }

    private GrantedAccess found(Stores stores, EndpointGrantId id) {
        return stores.endpointGrants().find(id).orElseThrow(rows::gone);
    }

    @Override
    public List<GrantedAccess> list(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return query.complete(guard.read(
                call,
                MANAGE,
                new Target.OfEndpointGrants(endpoint),
                (stores, place) -> stores.endpointGrants().listOf(endpoint, query)));
    }

    @Override
    public long count(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return guard.read(
                call,
                MANAGE,
                new Target.OfEndpointGrants(endpoint),
                (stores, place) -> stores.endpointGrants().countOf(endpoint, query));
    }
}
