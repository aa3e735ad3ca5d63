package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrant;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.ports.endpoint.EndpointGrantColumn;
import dev.productify.manager.ports.endpoint.EndpointGrantStore;
import dev.productify.manager.ports.endpoint.GrantedAccess;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryEndpointGrantStore implements EndpointGrantStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryEndpointGrantStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(EndpointGrant grant) {
        sightline.requireInside(sightline.writes(grant.place()));
        Endpoint endpoint = data.endpoints.get(grant.endpoint());
        MachineUser user = data.machineUsers.get(grant.machineUser());
        Place tenant = Place.of(grant.project(), grant.tenant());
        if (endpoint == null
                || user == null
                || !endpoint.place().equals(grant.place())
                || !user.place().equals(tenant)) {
            throw ManagerException.conflict("The endpoint or the machine user was removed meanwhile");
        }
        boolean taken = data.endpointGrants.values().stream()
                .anyMatch(other -> other.endpoint().equals(grant.endpoint())
                        && other.machineUser().equals(grant.machineUser()));
        if (taken) {
            throw ManagerException.conflict("This machine user has a grant for this endpoint already");
        }
        data.endpointGrants.put(grant.id(), grant);
    }

    @Override
    public Optional<GrantedAccess> find(EndpointGrantId id) {
        return lock(id).map(this::withUser);
    }

    @Override
    public Optional<EndpointGrant> lock(EndpointGrantId id) {
        return Optional.ofNullable(data.endpointGrants.get(id)).filter(this::isSeen);
    }

    @Override
    public List<GrantedAccess> listOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return InMemoryLists.page(of(endpoint), query, row -> row.grant().id());
    }

    @Override
    public long countOf(EndpointId endpoint, ListQuery<EndpointGrantColumn> query) {
        return InMemoryLists.count(of(endpoint), query);
    }

    @Override
    public List<EndpointGrant> all(ApplicationId application) {
        return data.endpointGrants.values().stream()
                .filter(grant -> grant.application().equals(application))
                .filter(this::isSeen)
                .sorted(Comparator.comparing(grant -> grant.id().value().toString()))
                .toList();
    }

    @Override
    public void update(EndpointGrant grant) {
        Optional<Integer> kept = lock(grant.id())
                .filter(found -> found.endpoint().equals(grant.endpoint()))
                .filter(found -> found.machineUser().equals(grant.machineUser()))
                .map(EndpointGrant::version);
        Versions.requireNext(kept, grant.version());
        data.endpointGrants.put(grant.id(), grant);
    }

    @Override
    public Map<String, Long> delete(EndpointGrantId id) {
        lock(id).ifPresent(grant -> data.endpointGrants.remove(id));
        return Map.of();
    }

    private Stream<GrantedAccess> of(EndpointId endpoint) {
        return data.endpointGrants.values().stream()
                .filter(grant -> grant.endpoint().equals(endpoint))
                .filter(this::isSeen)
                .map(this::withUser);
    }

    private boolean isSeen(EndpointGrant grant) {
        return sightline.seesMachineUsersAt(Place.of(grant.project(), grant.tenant()));
    }

    private GrantedAccess withUser(EndpointGrant grant) {
        return new GrantedAccess(grant, data.machineUsers.get(grant.machineUser()));
    }
}
