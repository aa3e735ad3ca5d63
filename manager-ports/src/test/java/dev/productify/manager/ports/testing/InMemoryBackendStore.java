package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.backend.BackendStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryBackendStore implements BackendStore {
    private static final Comparator<Backend> BY_ID =
            Comparator.comparing(backend -> backend.id().value().toString());

    private final Data data;
    private final Map<BackendId, Backend> rows;
    private final Sightline sightline;

    InMemoryBackendStore(Data data, Sightline sightline) {
        this.data = data;
        this.rows = data.triggers.backends;
        this.sightline = sightline;
    }

    @Override
    public boolean insert(Backend backend) {
        sightline.requireInside(sightline.writes(backend.place()));
        if (rows.values().stream().anyMatch(other -> isOf(other, backend.machineUser(), backend.name()))) {
            return false;
        }
        if (!data.machineUsers.containsKey(backend.machineUser())
                || !data.machineUsers.get(backend.machineUser()).place().equals(backend.place())) {
            throw ManagerException.conflict("The machine user was removed meanwhile");
        }
        boolean astray = backend.application()
                .filter(application -> !data.exists(Place.of(backend.project(), backend.tenant(), application)))
                .isPresent();
        if (astray) {
            throw ManagerException.conflict("The application was removed meanwhile");
        }
        rows.put(backend.id(), backend);
        return true;
    }

    private static boolean isOf(Backend backend, MachineUserId machineUser, Name name) {
        return backend.machineUser().equals(machineUser) && backend.name().equals(name);
    }

    @Override
    public Optional<Backend> find(BackendId id) {
        return Optional.ofNullable(rows.get(id)).filter(this::sees);
    }

    private boolean sees(Backend backend) {
        return sightline.sight(backend.place()) == Sight.CONTENT;
    }

    @Override
    public Optional<Backend> lock(BackendId id) {
        return find(id);
    }

    @Override
    public Optional<Backend> lock(MachineUserId machineUser, Name name) {
        return all().filter(backend -> isOf(backend, machineUser, name)).findFirst();
    }

    private Stream<Backend> all() {
        return rows.values().stream().filter(this::sees).sorted(BY_ID);
    }

    @Override
    public void heartbeat(BackendId id, Instant time) {
        find(id).filter(backend -> backend.heartbeatAt().isBefore(time))
                .ifPresent(backend -> rows.put(id, at(backend, time)));
    }

    private static Backend at(Backend backend, Instant heartbeat) {
        return new Backend(
                backend.id(),
                backend.project(),
                backend.tenant(),
                backend.machineUser(),
                backend.application(),
                backend.name(),
                backend.callbackUrl(),
                backend.description(),
                backend.release(),
                backend.token(),
                backend.secrets(),
                backend.enabled(),
                backend.gone(),
                heartbeat,
                backend.createdAt(),
                backend.updatedAt(),
                backend.version());
    }

    @Override
    public List<Backend> listOf(TenantId tenant, ListQuery<BackendColumn> query) {
        return InMemoryLists.page(of(tenant), query, Backend::id);
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<BackendColumn> query) {
        return InMemoryLists.count(of(tenant), query);
    }

    private Stream<Backend> of(TenantId tenant) {
        return all().filter(backend -> backend.tenant().equals(tenant));
    }

    @Override
    public List<Backend> enabledIn(Collection<TenantId> tenants) {
        return all().filter(backend -> tenants.contains(backend.tenant()) && backend.enabled())
                .toList();
    }

    @Override
    public List<Backend> after(Optional<BackendId> id, int limit) {
        return all().filter(backend -> id.map(last -> backend.id()
                                        .value()
                                        .toString()
                                        .compareTo(last.value().toString())
                                > 0)
                        .orElse(true))
                .limit(limit)
                .toList();
    }

    @Override
    public void update(Backend backend) {
        Versions.requireNext(kept(backend).map(Backend::version), backend.version());
        rows.put(backend.id(), at(backend, rows.get(backend.id()).heartbeatAt()));
    }

    @Override
    public void reseal(Backend backend) {
        Versions.requireNext(kept(backend).map(Backend::version), backend.version() + 1);
        rows.put(backend.id(), backend);
    }

    private Optional<Backend> kept(Backend backend) {
        return find(backend.id()).filter(found -> found.place().equals(backend.place()));
    }

    @Override
    public Map<String, Long> delete(BackendId id) {
        if (find(id).isPresent()) {
            rows.remove(id);
        }
        return Map.of();
    }
}
