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
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class MachineUserService implements MachineUsers {
    private static final Permission MANAGE = Permission.MANAGE_MACHINE_USERS;

    private final Guard guard;
    private final Journal journal;
    private final Credentials credentials;
    private final AuditedRows<MachineUserId, MachineUser> rows;

    MachineUserService(Guard guard, Journal journal, Credentials credentials) {
        this.guard = guard;
        this.journal = journal;
        this.credentials = credentials;
        this.rows = new AuditedRows<>(journal, EntityType.MACHINE_USER, Stores::machineUsers, MachineUser::audited);
    }

    @Override
    public WithToken create(Call call, TenantId tenant, MachineUser.Draft draft, SecretChoice secret) {
        Target target = new Target.OfTenant(tenant);
        Credentials.Made made = made(call, target, secret);
        return guard.write(call, MANAGE, target, (stores, place) -> {
            MachineUserId id = new MachineUserId(journal.newId());
            MachineUser user = MachineUser.create(id, place, draft, made.credential(), journal.now());
            stores.machineUsers().insert(user);
            rows.created(stores, call, Optional.of(place), id, user);
            return new WithToken(user, made.token());
        });
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
        return changed(call, id, before -> before.with(change, journal.now()));
    }

    @Override
    public WithToken rotate(Call call, MachineUserId id, SecretChoice secret, Overlap overlap) {
        Credentials.Made made = made(call, new Target.OfMachineUser(id), secret);
        MachineUser rotated = changed(call, id, before -> before.rotated(made.credential(), overlap, journal.now()));
        return new WithToken(rotated, made.token());
    }

    private MachineUser changed(Call call, MachineUserId id, UnaryOperator<MachineUser> change) {
        return guard.write(
                call,
                MANAGE,
                new Target.OfMachineUser(id),
                (stores, place) -> rows.update(stores, call, Optional.of(place), id, change));
    }

    @Override
    public void delete(Call call, MachineUserId id) {
        guard.write(
                call,
                MANAGE,
                new Target.OfMachineUser(id),
                (stores, place) -> rows.delete(stores, call, Optional.of(place), id, user -> {}));
    }

    @Override
    public List<MachineUser> list(Call call, TenantId tenant, ListQuery<MachineUserColumn> query) {
        return query.complete(guard.read(
                call,
                MANAGE,
                new Target.OfTenant(tenant),
                (stores, place) -> stores.machineUsers().listOf(tenant, query)));
    }

    @Override
    public long count(Call call, TenantId tenant, ListQuery<MachineUserColumn> query) {
        return guard.read(
                call,
                MANAGE,
                new Target.OfTenant(tenant),
                (stores, place) -> stores.machineUsers().countOf(tenant, query));
    }
}
