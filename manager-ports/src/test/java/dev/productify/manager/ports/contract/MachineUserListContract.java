package dev.productify.manager.ports.contract;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.machineuser.MachineUserColumn;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What lists of machine users promise. */
public abstract class MachineUserListContract extends ListContract<MachineUser, MachineUserColumn> {
    private final Project project = project();
    private final Tenant tenant = tenant(project);

    protected MachineUserListContract() {
        super(MachineUserColumn.class);
    }

    @Override
    List<MachineUser> inserted() {
        kept(project);
        kept(tenant);
        kept(machineUser(kept(tenant(project))));
        return IntStream.range(0, TEXTS.size()).mapToObj(i -> kept(row(i))).toList();
    }

    private MachineUser row(int i) {
        String word = newWord();
        return new MachineUser(
                new MachineUserId(newId()),
                tenant.project(),
                tenant.id(),
                name(i),
                new Username(i % 2 == 0 ? word : "W" + word.substring(1)),
                i % 3 != 0,
                i % 4 == 0 ? Role.VIEWER : Role.EDITOR,
                token(newToken()),
                Optional.empty(),
                CREATED,
                i % 3 == 1 ? Optional.empty() : Optional.of(time(i + 1)),
                time(i),
                time(i + 3),
                1);
    }

    @Override
    List<MachineUser> list(ListQuery<MachineUserColumn> query) {
        return read(PLATFORM, stores -> stores.machineUsers().listOf(tenant.id(), query));
    }

    @Override
    long count(ListQuery<MachineUserColumn> query) {
        return read(PLATFORM, stores -> stores.machineUsers().countOf(tenant.id(), query));
    }

    @Override
    UUID id(MachineUser row) {
        return row.id().value();
    }
}
