package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.RetiringToken;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.machineuser.MachineUserStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemoryMachineUserStore implements MachineUserStore {
    private final Data data;
    private final Sightline sightline;

    InMemoryMachineUserStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    /** By what its tokens are found. */
    static Stream<TokenSelector> selectors(MachineUser user) {
        Stream<IssuedToken> current =
                user.credential() instanceof MachineCredential.Token token ? Stream.of(token.issued()) : Stream.empty();
        return Stream.concat(current, user.retiring().stream().map(RetiringToken::token))
                .map(IssuedToken::selector);
    }

    @Override
    public void insert(MachineUser user) {
        sightline.requireInside(sightline.sees(user.place()));
        if (!data.exists(user.place())) {
            throw ManagerException.conflict("The tenant was removed meanwhile");
        }
        requireFreeUsername(user);
        data.machineUsers.put(user.id(), user);
    }

    private void requireFreeUsername(MachineUser user) {
        boolean taken = data.machineUsers.values().stream()
                .anyMatch(other -> !other.id().equals(user.id())
                        && other.username().key().equals(user.username().key()));
        if (taken) {
            throw ManagerException.conflict("This username is taken by another machine user");
        }
    }

    @Override
    public Optional<MachineUser> find(MachineUserId id) {
        return Optional.ofNullable(data.machineUsers.get(id))
                .filter(user -> sightline.seesMachineUsersAt(user.place()));
    }

    @Override
    public Optional<MachineUser> lock(MachineUserId id) {
        return find(id);
    }

    @Override
    public List<MachineUser> listOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        return InMemoryLists.page(of(tenant), query, MachineUser::id);
    }

    @Override
    public long countOf(TenantId tenant, ListQuery<MachineUserColumn> query) {
        return InMemoryLists.count(of(tenant), query);
    }

    @Override
    public void update(MachineUser user) {
        Optional<MachineUser> kept =
                find(user.id()).filter(found -> found.place().equals(user.place()));
        Versions.requireNext(kept.map(MachineUser::version), user.version());
        requireFreeUsername(user);
        MachineUser keptOne = kept.orElseThrow();
        data.machineUsers.put(user.id(), keptOne.lastUsedAt().map(user::usedAt).orElse(user));
    }

    @Override
    public void used(MachineUserId id, Instant time) {
        find(id).filter(user -> user.lastUsedAt().map(time::isAfter).orElse(true))
                .ifPresent(user -> data.machineUsers.put(id, user.usedAt(time)));
    }

    @Override
    public Map<String, Long> delete(MachineUserId id) {
        if (find(id).isEmpty()) {
            return Map.of();
        }
        data.machineUsers.remove(id);
        Map<String, Long> gone = new LinkedHashMap<>(data.removeOrphanedGrants());
        gone.putAll(data.removeOrphanedBackends());
        return gone;
    }

    private Stream<MachineUser> of(TenantId tenant) {
        return data.machineUsers.values().stream()
                .filter(user -> user.tenant().equals(tenant))
                .filter(user -> sightline.seesMachineUsersAt(user.place()));
    }
}
