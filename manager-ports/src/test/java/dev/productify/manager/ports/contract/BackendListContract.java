package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackUrl;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.backend.BackendColumn;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of backends promise. */
public abstract class BackendListContract extends ListContract<Backend, BackendColumn> {
    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);

    protected BackendListContract() {
        super(BackendColumn.class);
    }

    @Override
    List<Backend> inserted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(backend(kept(machineUser(kept(tenant(project)))), "elsewhere"));
        List<MachineUser> owners = List.of(kept(machineUser(tenant)), kept(machineUser(tenant)));
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> kept(row(i, owners.get(i < TEXTS.size() - 2 ? 0 : 1))))
                .toList();
    }

    private Backend row(int i, MachineUser owner) {
        return new Backend(
                new BackendId(newId()),
                owner.project(),
                owner.tenant(),
                owner.id(),
                i % 2 == 0 ? Optional.empty() : Optional.of(application.id()),
                name(i),
                CallbackUrl.parse("https://backend" + i % 5 + ".example.com/a_b%25"),
                description(i),
                Optional.empty(),
                Optional.empty(),
                new Backend.Secrets(anySecret(), Optional.empty()),
                i % 3 != 0,
                false,
                time(i + 5),
                time(i),
                time(i + 3),
                1);
    }

    @Override
    List<Backend> list(ListQuery<BackendColumn> query) {
        return read(PLATFORM, stores -> stores.backends().listOf(tenant.id(), query));
    }

    @Override
    long count(ListQuery<BackendColumn> query) {
        return read(PLATFORM, stores -> stores.backends().countOf(tenant.id(), query));
    }

    @Override
    UUID id(Backend row) {
        return row.id().value();
    }
}
