package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.ports.endpoint.EndpointColumn;
import dev.productify.manager.ports.endpoint.EndpointStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryEndpointStore implements EndpointStore {
    private static final Comparator<Endpoint> BY_ID =
            Comparator.comparing(endpoint -> endpoint.id().value().toString());

    private final Data data;
    private final Sightline sightline;

    InMemoryEndpointStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Endpoint endpoint) {
        sightline.requireInside(sightline.writes(endpoint.place()));
        if (!data.exists(endpoint.place())) {
            throw ManagerException.conflict("The application was removed meanwhile");
        }
        requireFreePath(endpoint);
        data.endpoints.put(endpoint.id(), endpoint);
    }

    private void requireFreePath(Endpoint endpoint) {
        boolean taken = data.endpoints.values().stream()
                .anyMatch(other -> !other.id().equals(endpoint.id())
                        && other.application().equals(endpoint.application())
                        && other.definition()
                                .consumes()
                                .equals(endpoint.definition().consumes()));
        if (taken) {
            throw ManagerException.conflict("The consumeURL is taken in this application");
        }
    }

    @Override
    public Optional<Endpoint> find(EndpointId id) {
        return Optional.ofNullable(data.endpoints.get(id)).filter(endpoint -> sightline.sees(endpoint.place()));
    }

    @Override
    public Optional<Endpoint> lock(EndpointId id) {
        return find(id);
    }

    @Override
    public Map<EndpointId, Endpoint> findAll(Collection<EndpointId> ids) {
        Map<EndpointId, Endpoint> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(endpoint -> found.put(id, endpoint)));
        return found;
    }

    @Override
    public Map<ApplicationId, List<Endpoint>> listOf(
            Collection<ApplicationId> applications, ListQuery<EndpointColumn> query) {
        Map<ApplicationId, List<Endpoint>> lists = new LinkedHashMap<>();
        applications.forEach(
                application -> lists.put(application, InMemoryLists.page(of(application), query, Endpoint::id)));
        return lists;
    }

    @Override
    public long countOf(ApplicationId application, ListQuery<EndpointColumn> query) {
        return InMemoryLists.count(of(application), query);
    }

    @Override
    public List<Endpoint> all(ApplicationId application) {
        return of(application).sorted(BY_ID).toList();
    }

    @Override
    public List<Endpoint> lockAll(Collection<ApplicationId> applications) {
        return applications.stream().distinct().flatMap(this::of).sorted(BY_ID).toList();
    }

    @Override
    public void insertAll(List<Endpoint> endpoints) {
        endpoints.forEach(this::insert);
    }

    @Override
    public void updateAll(List<Endpoint> endpoints) {
        endpoints.forEach(this::update);
    }

    @Override
    public List<Endpoint> sealedAfter(Optional<EndpointId> id, int limit) {
        return data.endpoints.values().stream()
                .filter(endpoint -> sightline.sees(endpoint.place()))
                .filter(InMemoryEndpointStore::isSealed)
                .filter(endpoint -> id.map(last -> endpoint.id()
                                        .value()
                                        .toString()
                                        .compareTo(last.value().toString())
                                > 0)
                        .orElse(true))
                .sorted(BY_ID)
                .limit(limit)
                .toList();
    }

    private static boolean isSealed(Endpoint endpoint) {
        BackendAuth auth = endpoint.auth();
        return auth instanceof BackendAuth.Bearer bearer && bearer.token().isPresent()
                || auth instanceof BackendAuth.Basic basic && basic.password().isPresent();
    }

    @Override
    public void update(Endpoint endpoint) {
        Versions.requireNext(kept(endpoint).map(Endpoint::version), endpoint.version());
        requireFreePath(endpoint);
        data.endpoints.put(endpoint.id(), endpoint);
    }

    @Override
    public void reseal(Endpoint endpoint) {
        Versions.requireNext(kept(endpoint).map(Endpoint::version), endpoint.version() + 1);
        data.endpoints.put(endpoint.id(), endpoint);
    }

    private Optional<Endpoint> kept(Endpoint endpoint) {
        return find(endpoint.id()).filter(found -> found.place().equals(endpoint.place()));
    }

    @Override
    public Map<String, Long> delete(EndpointId id) {
        if (find(id).isEmpty()) {
            return Map.of();
        }
        data.endpoints.remove(id);
        return data.removeOrphanedGrants();
    }

    private Stream<Endpoint> of(ApplicationId application) {
        return data.endpoints.values().stream()
                .filter(endpoint -> endpoint.application().equals(application))
                .filter(endpoint -> sightline.sees(endpoint.place()));
    }
}
