package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndpointGrantsTest {
    private final World world = new World();
    private final EndpointGrants grants = world.useCases.endpointGrants();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");
    private final Endpoint endpoint = world.endpoint(application, "/a");
    private final MachineUserId robot =
            world.machineUser(tenant, "robot").machineUser().id();

    @Test
    void aGrantIsMadeSwitchedAndTakenBackAndEachIsAuditedOnce() {
        int before = world.audited().size();

        GrantedAccess granted = grants.create(world.admin, endpoint.id(), robot, true);
        EndpointGrantId id = granted.grant().id();
        assertThat(granted.machineUser().id()).isEqualTo(robot);
        assertThat(grants.update(world.admin, id, Patch.set(true)).grant().version())
                .isEqualTo(1);
        assertThat(grants.update(world.admin, id, Patch.keep()).grant().version())
                .isEqualTo(1);
        assertThat(grants.update(world.admin, id, Patch.set(false)).grant().enabled())
                .isFalse();
        grants.delete(world.admin, id);

        assertThat(world.audited().subList(before, world.audited().size()))
                .containsExactly(
                        "create MachineUser2Endpoint", "update MachineUser2Endpoint", "delete MachineUser2Endpoint");
        assertThat(world.lastAudited().tenant()).contains(tenant.id());
        assertRefused(NOT_FOUND, () -> grants.find(world.admin, endpoint.id(), id));
    }

    @Test
    void thereIsOneForEachPair() {
        grants.create(world.admin, endpoint.id(), robot, false);

        assertRefused(CONFLICT, () -> grants.create(world.admin, endpoint.id(), robot, true));
        assertThat(grants.count(world.admin, endpoint.id(), ListQuery.all())).isEqualTo(1);
        assertThat(grants.create(world.admin, world.endpoint(application, "/b").id(), robot, true)
                        .grant()
                        .enabled())
                .isTrue();
    }

    @Test
    void aMachineUserOfAnotherTenantIsAsOneThatIsNotThere() {
        MachineUserId sibling = world.machineUser(world.tenant(project, "sibling"), "sibling")
                .machineUser()
                .id();

        assertThat(assertRefused(NOT_FOUND, () -> grants.create(world.admin, endpoint.id(), sibling, true)))
                .isEqualTo(assertRefused(
                        NOT_FOUND,
                        () -> grants.create(world.admin, endpoint.id(), new MachineUserId(UUID.randomUUID()), true)));
    }

    @Test
    void aGrantIsFoundAtItsOwnEndpointOnly() {
        EndpointGrantId id =
                grants.create(world.admin, endpoint.id(), robot, true).grant().id();

        assertThat(grants.find(world.admin, endpoint.id(), id).grant().id()).isEqualTo(id);
        assertRefused(
                NOT_FOUND,
                () -> grants.find(world.admin, world.endpoint(application, "/b").id(), id));
    }

    @Test
    void administratorsOfTheTenantDecideAndNobodyElse() {
        EndpointGrantId id =
                grants.create(world.admin, endpoint.id(), robot, true).grant().id();
        Application neighbour = world.application(tenant, "neighbour");
        Call admin = world.with(world.person("boss"), tenant.place(), Role.ADMIN);
        List<Call> readers = List.of(
                world.with(world.person("editor"), tenant.place(), Role.EDITOR),
                world.with(world.person("local"), application.place(), Role.ADMIN),
                world.machine(tenant, "machine", Role.EDITOR));
        List<Call> strangers =
                List.of(world.with(world.person("neighbour"), neighbour.place(), Role.ADMIN), world.person("stranger"));

        assertThat(grants.list(admin, endpoint.id(), ListQuery.all())).hasSize(1);
        for (Call reader : readers) {
            assertThat(assertRefused(FORBIDDEN, () -> grants.list(reader, endpoint.id(), ListQuery.all())))
                    .isEqualTo("This needs the role admin on the tenant or above it");
            assertRefused(FORBIDDEN, () -> grants.create(reader, endpoint.id(), robot, true));
            assertRefused(NOT_FOUND, () -> grants.update(reader, id, Patch.set(false)));
            assertRefused(NOT_FOUND, () -> grants.delete(reader, id));
        }
        for (Call stranger : strangers) {
            assertRefused(NOT_FOUND, () -> grants.list(stranger, endpoint.id(), ListQuery.all()));
            assertRefused(NOT_FOUND, () -> grants.create(stranger, endpoint.id(), robot, true));
            assertRefused(NOT_FOUND, () -> grants.delete(stranger, id));
        }
    }

    @Test
    void withItsMachineUserAGrantGoesToo() {
        grants.create(world.admin, endpoint.id(), robot, true);

        world.useCases.machineUsers().delete(world.admin, robot);

        assertThat(world.lastAudited().metadata()).isEqualTo(Map.of("endpointGrants", 1L, "backends", 0L));
        assertThat(grants.list(world.admin, endpoint.id(), ListQuery.all())).isEmpty();
    }
}
