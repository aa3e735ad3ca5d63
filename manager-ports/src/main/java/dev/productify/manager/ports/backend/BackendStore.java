package dev.productify.manager.ports.backend;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where backends are kept, their secrets sealed. Every method sees only what the transaction is bound to. */
public interface BackendStore extends RowStore<BackendId, Backend> {
    /**
     * Adds a backend unless its machine user has one of that name.
     *
     * @return whether it was added
     * @throws ManagerException {@code CONFLICT} when the machine user or the application is gone
     */
    boolean insert(Backend backend);

    Optional<Backend> find(BackendId id);

    /** The registration of that machine user with that name, locked until the transaction ends. */
    Optional<Backend> lock(MachineUserId machineUser, Name name);

    /** Notes that it was registered again. That is no change of the backend: its version stays, and time goes forward only. */
    void heartbeat(BackendId id, Instant time);

    List<Backend> listOf(TenantId tenant, ListQuery<BackendColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(TenantId tenant, ListQuery<BackendColumn> query);

    /** All that are enabled in those tenants. */
    List<Backend> enabledIn(Collection<TenantId> tenants);

    /** Some of the backends, in the order of their ids, from the first one behind that id. */
    List<Backend> after(Optional<BackendId> id, int limit);

    /** Keeps the secrets sealed another way. That is no change of the backend: its version stays. */
    void reseal(Backend backend);
}
