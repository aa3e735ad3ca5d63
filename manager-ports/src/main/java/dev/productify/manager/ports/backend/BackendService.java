package dev.productify.manager.ports.backend;

import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.backend.SigningSecret;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

final class BackendService implements Backends {
    private final Guard guard;
    private final Journal journal;
    private final BackendSecrets secrets;
    private final RandomGenerator random;
    private final Supplier<AddressRules> addresses;
    private final AuditedRows<BackendId, Backend> audited;
    private final GuardedRows<BackendId, Backend> rows;

    BackendService(
            Guard guard,
            Journal journal,
            BackendSecrets secrets,
            RandomGenerator random,
            Supplier<AddressRules> addresses) {
        this.guard = guard;
        this.journal = journal;
        this.secrets = secrets;
        this.random = random;
        this.addresses = addresses;
        this.audited = new AuditedRows<>(journal, EntityType.BACKEND, Stores::backends, Backend::audited);
        this.rows = new GuardedRows<>(guard, audited, Target.OfBackend::new, Permission.READ, Permission.EDIT_CONTENT);
    }

    @Override
    public Registered register(Call call, Backend.Registration registration) {
        Principal.Machine machine = machine(call);
        Target target = new Target.OfTenant(machine.tenant());
        return guard.write(call, Permission.EDIT_CONTENT, target, (stores, place) -> {
            registration.callbackUrl().url().permittedBy(addresses.get(), CallbackUrl.FIELD);
            if (registration.application() instanceof Patch.Set<ApplicationId> application) {
                // The transaction is bound to the tenant: one of another tenant is not there.
                stores.applications()
                        .find(application.value())
                        .orElseThrow(() -> ManagerException.notFound(EntityType.APPLICATION.word()));
            }
            return again(stores, call, place, machine, registration)
                    .or(() -> first(stores, call, place, machine, registration))
                    // Another node registered it in between.
                    .or(() -> again(stores, call, place, machine, registration))
                    .orElseThrow(() -> ManagerException.conflict("The backend was removed meanwhile; try again"));
        });
    }

    private Optional<Registered> again(
            Stores stores, Call call, Place place, Principal.Machine machine, Backend.Registration registration) {
        return stores.backends().lock(machine.id(), registration.name()).map(known -> {
            Backend.Sealing sealing = secrets.of(known.tenant(), known.id());
            Backend backend = audited.update(
                    stores,
                    call,
                    Optional.of(place),
                    known.id(),
                    before -> before.with(registration, sealing, journal.now()));
            stores.backends().heartbeat(backend.id(), journal.now());
            return new Registered(backend, Optional.empty());
        });
    }

    private Optional<Registered> first(
            Stores stores, Call call, Place place, Principal.Machine machine, Backend.Registration registration) {
        BackendId id = new BackendId(journal.newId());
        TenantId tenant = place.tenant().orElseThrow();
        SigningSecret secret = SigningSecret.generate(random);
        Backend backend = Backend.register(
                id,
                place,
                machine.id(),
                registration,
                secrets.of(tenant, id),
                secrets.seal(tenant, id, secret),
                journal.now());
        if (!stores.backends().insert(backend)) {
            return Optional.empty();
        }
        audited.created(stores, call, Optional.of(place), id, backend);
        return Optional.of(new Registered(backend, Optional.of(secret)));
    }

    private static Principal.Machine machine(Call call) {
        if (call.principal() instanceof Principal.Machine machine) {
            return machine;
        }
        throw new ManagerException(ErrorCode.FORBIDDEN, "This is for machine users; present a machine user's token");
    }

    @Override
    public void unregister(Call call, BackendId id) {
        Principal.Machine machine = machine(call);
        rows.write(
                call,
                id,
                (stores, place) -> audited.delete(stores, call, Optional.of(place), id, backend -> {
                    if (!backend.machineUser().equals(machine.id())) {
                        throw rows.gone();
                    }
                }));
    }

    @Override
    public Backend update(Call call, BackendId id, Patch<Boolean> enabled) {
        return rows.update(call, id, backend -> backend.enabled(enabled.applyTo(backend.enabled()), journal.now()));
    }

    @Override
    public Rotated rotate(Call call, BackendId id) {
        SigningSecret secret = SigningSecret.generate(random);
        Backend rotated = rows.update(
                call, id, backend -> backend.rotated(secrets.seal(backend.tenant(), id, secret), journal.now()));
        return new Rotated(rotated, secret);
    }

    @Override
    public void delete(Call call, BackendId id) {
        rows.delete(call, id);
    }

    @Override
    public Backend find(Call call, BackendId id) {
        return rows.find(call, id, stores -> stores.backends().find(id));
    }

    @Override
    public List<Backend> list(Call call, TenantId tenant, ListQuery<BackendColumn> query) {
        return rows.list(
                call,
                new Target.OfTenant(tenant),
                query,
                stores -> stores.backends().listOf(tenant, query));
    }

    @Override
    public long count(Call call, TenantId tenant, ListQuery<BackendColumn> query) {
        return rows.count(
                call, new Target.OfTenant(tenant), stores -> stores.backends().countOf(tenant, query));
    }
}
