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
import dev.productify.manager.ports.audit.GuardedRows;
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
    private final AuditedRows<EndpointGrantId, EndpointGrant> audited;
    private final GuardedRows<EndpointGrantId, EndpointGrant> rows;

    EndpointGrantService(Guard guard, Journal journal) {
        this.guard = guard;
        this.journal = journal;
        this.audited = new AuditedRows<>(
                journal, EntityType.MACHINE_USER_2_ENDPOINT, Stores::endpointGrants, EndpointGrant::audited);
        this.rows = new GuardedRows<>(guard, audited, Target.OfEndpointGrant::new, MANAGE, MANAGE);
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
            audited.created(stores, call, Optional.of(place), id, grant);
            return new GrantedAccess(grant, user);
        });
    }

    @Override
    public GrantedAccess update(Call call, EndpointGrantId id, Patch<Boolean> enabled) {
        return rows.write(call, id, (stores, place) -> {
            audited.update(stores, call, Optional.of(place), id, grant -> grant.with(enabled, journal.now()));
            return stores.endpointGrants().find(id).orElseThrow(rows::gone);
        });
    }

    @Override
    public void delete(Call call, EndpointGrantId id) {
        rows.delete(call, id);
    }

    @Override
    public GrantedAccess find(Call call, EndpointId endpoint, EndpointGrantId id) {
        return rows.find(
                call,
                new Target.OfEndpointGrants(endpoint),
                stores -> stores.endpointGrants()
                        .find(id)
                        .filter(row -> row.grant().endpoint().equals(endpoint)));
    }

    @Override
    public List<GrantedAccess> list(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return rows.list(
                call,
                new Target.OfEndpointGrants(endpoint),
                query,
                stores -> stores.endpointGrants().listOf(endpoint, query));
    }

    @Override
    public long count(Call call, EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return rows.count(
                call,
                new Target.OfEndpointGrants(endpoint),
                stores -> stores.endpointGrants().countOf(endpoint, query));
    }
}
