package dev.productify.manager.ports.machineuser;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.RowStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where machine users are kept, and of their secrets what it takes to recognise them. Sees what the binding allows. */
public interface MachineUserStore extends RowStore<MachineUserId, MachineUser> {
    /** @throws ManagerException {@code CONFLICT} when the username is taken anywhere, or the tenant is gone */
    void insert(MachineUser user);

    Optional<MachineUser> find(MachineUserId id);

    List<MachineUser> listOf(TenantId tenant, ListQuery<MachineUserColumn> query);

    /** How many rows {@link #listOf} has over all pages. */
    long countOf(TenantId tenant, ListQuery<MachineUserColumn> query);

    /**
     * As {@link RowStore#update}; when it was last used stays as it is kept.
     *
     * @throws ManagerException {@code CONFLICT} also when the username is taken
     */
    @Override
    void update(MachineUser user);

    /** Notes that it was used at that time, unless a later time is noted. No new version. */
    void used(MachineUserId id, Instant time);
}
