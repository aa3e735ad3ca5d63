package dev.productify.manager.ports.machineuser;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.audit.AuditedRows;
import dev.productify.manager.ports.audit.GuardedRows;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;

final class MachineUserService implements MachineUsers {
    private static final Permission MANAGE = Permission.MANAGE_MACHINE_USERS;

    private final Guard guard;
    private final Journal journal;
    private final Credentials credentials;
    private final GuardedRows<MachineUserId, MachineUser> rows;

    MachineUserService(Guard guard, Journal journal, Credentials credentials) {
        this.guard = guard;
        this.journal = journal;
        this.credentials = credentials;
        this.rows = new GuardedRows<>(
                guard,
                new AuditedRows<>(journal, EntityType.MACHINE_USER, Stores::machineUsers, MachineUser::audited),
                Target.OfMachineUser::new,
                MANAGE,
                MANAGE);
    }

    @Override
    public WithToken create(Call call, TenantId tenant, MachineUser.Draft draft, SecretChoice secret) {
        Target target = new Target.OfTenant(tenant);
        Credentials.Made made = made(call, target, secret);
        MachineUser created = rows.create(call, target, MachineUser::id, (stores, place) -> {
            MachineUserId id = new MachineUserId(journal.newId());
            MachineUser user = MachineUser.create(id, place, draft, made.credential(), journal.now());
            stores.machineUsers().insert(user);
            return user;
        });
        return new WithToken(created, made.token());
    }

    /** Hashing takes long, so it happens before the transaction, and only for those who may write. */
    private Credentials.Made made(Call call, Target target, SecretChoice secret) {
        if (secret instanceof SecretChoice.Password) {
            guard.read(call, MANAGE, target, (stores, place) -> place);
        }
        return credentials.of(secret);
    }

    @Override
    public MachineUser update(Call call, MachineUserId id, MachineUser.Change change) {
        return rows.update(call, id, before -> before.with(change, journal.now()));
    }

    @Override
    public WithToken rotate(Call call, MachineUserId id, SecretChoice secret, Overlap overlap) {
        Credentials.Made made = made(call, new Target.OfMachineUser(id), secret);
        MachineUser rotated =
                rows.update(call, id, before -> before.rotated(made.credential(), overlap, journal.now()));
        return new WithToken(rotated, made.token());
    }

    @Override
    public void delete(Call call, MachineUserId id) {
        rows.delete(call, id);
    }

    @Override
    public List<MachineUser> list(Call call, TenantId tenant, ListQuery<MachineUserColumn> query) {
        return rows.list(
                call,
                new Target.OfTenant(tenant),
                query,
                stores -> stores.machineUsers().listOf(tenant, query));
    }

    @Override
    public long count(Call call, TenantId tenant, ListQuery<MachineUserColumn> query) {
        return rows.count(
                call,
                new Target.OfTenant(tenant),
                stores -> stores.machineUsers().countOf(tenant, query));
    }
}
