package dev.productify.manager.ports.endpoint;

import static dev.productify.manager.domain.shared.ErrorCode.ENDPOINT_DISABLED;
import static dev.productify.manager.domain.shared.ErrorCode.ENDPOINT_NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.AuthType;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BusRoutingTest {
    private static final RequestPath PATH = RequestPath.parse("/a/7");

    private final World world = new World();
    private final BusRouting routing = world.useCases.busRouting();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Application application = world.application(tenant, "web");
    private final Endpoint endpoint = world.endpoint(application, "/a/*");
    private final MachineUser robot = world.machineUser(tenant, "robot").machineUser();

    @Test
    void aMachineUserWithAGrantIsRoutedWithWhatTheBackendIsSent() {
        grant();

        BusRouting.Routed routed = route(robot.principal());

        assertThat(routed.rest()).isEqualTo("7");
        assertThat(routed.route().endpoint()).isEqualTo(endpoint.id());
        assertThat(routed.route().place()).isEqualTo(application.place());
        assertThat(routed.route().authorization()).contains("Bearer secret-token");
        assertThat(routed.toString()).doesNotContain("secret-token");
    }

    @Test
    void theBackendIsToldWhatTheTenantIsCalledNow() {
        grant();
        assertThat(route(robot.principal()).tenant()).contains(tenant.name());

        world.useCases
                .tenants()
                .update(
                        world.admin,
                        tenant.id(),
                        new Tenant.Change(
                                Patch.set(new Name("Renamed")),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep()));

        assertThat(route(robot.principal()).tenant()).contains(new Name("Renamed"));
    }

    @Test
    void basicCredentialsAreSentAsRfc7617SaysAndHalfOfThemNotAtAll() {
        grant();
        AuthChange half = new AuthChange(Patch.set(AuthType.BASIC), Patch.keep(), Patch.set("Aladdin"), Patch.keep());
        change(half);
        assertThat(route(robot.principal()).route().authorization()).isEmpty();

        change(new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set("open sesame")));
        // The example of RFC 7617, section 2.
        assertThat(route(robot.principal()).route().authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");

        change(new AuthChange(Patch.set(AuthType.NONE), Patch.keep(), Patch.keep(), Patch.keep()));
        assertThat(route(robot.principal()).route().authorization()).isEmpty();
    }

    @Test
    void withoutAnEnabledGrantAMachineUserIsRefused() {
        assertRefused(FORBIDDEN, () -> route(robot.principal()));

        EndpointGrantId id = grant();
        route(robot.principal());
        world.useCases.endpointGrants().update(world.admin, id, Patch.set(false));
        assertRefused(FORBIDDEN, () -> route(robot.principal()));

        world.useCases.endpointGrants().update(world.admin, id, Patch.set(true));
        route(robot.principal());
        world.useCases.endpointGrants().delete(world.admin, id);
        assertRefused(FORBIDDEN, () -> route(robot.principal()));
    }

    @Test
    void aDisabledEndpointIsToldToThoseWithAGrantOnly() {
        grant();
        MachineUser other = world.machineUser(tenant, "other").machineUser();
        route(robot.principal());

        world.useCases.endpoints().update(world.admin, endpoint.id(), EndpointsTest.enabled(false));

        assertRefused(ENDPOINT_DISABLED, () -> route(robot.principal()));
        assertRefused(FORBIDDEN, () -> route(other.principal()));
        assertRefused(ENDPOINT_DISABLED, () -> route(world.admin.principal()));
    }

    @Test
    void whatIsAbsentForeignOrUnmatchedAnswersAlike() {
        grant();
        Tenant sibling = world.tenant(project, "sibling");
        MachineUser far = world.machineUser(sibling, "far").machineUser();
        ApplicationId absent = new ApplicationId(UUID.randomUUID());

        String unmatched = assertRefused(
                ENDPOINT_NOT_FOUND,
                () -> routing.route(robot.principal(), application.id(), RequestPath.parse("/elsewhere")));
        assertThat(List.of(
                        assertRefused(ENDPOINT_NOT_FOUND, () -> route(far.principal())),
                        assertRefused(
                                ENDPOINT_NOT_FOUND,
                                () -> route(world.person("stranger").principal())),
                        assertRefused(ENDPOINT_NOT_FOUND, () -> routing.route(robot.principal(), absent, PATH)),
                        assertRefused(ENDPOINT_NOT_FOUND, () -> routing.route(world.admin.principal(), absent, PATH))))
                .containsOnly(unmatched);
    }

    @Test
    void aPersonWhoseRoleReachesTheApplicationIsRoutedUntilItDoesNot() {
        Call viewer = world.person("viewer");
        UserId id = ((Principal.Person) viewer.principal()).id();
        assertRefused(ENDPOINT_NOT_FOUND, () -> route(viewer.principal()));

        Target target = new Target.OfApplication(application.id());
        MemberId member = world.useCases
                .members()
                .add(world.admin, target, id, Role.VIEWER)
                .member()
                .id();
        assertThat(route(viewer.principal()).route().endpoint()).isEqualTo(endpoint.id());

        world.useCases.members().remove(world.admin, Level.APPLICATION, member);
        assertRefused(ENDPOINT_NOT_FOUND, () -> route(viewer.principal()));

        world.with(viewer, tenant.place(), Role.VIEWER);
        route(viewer.principal());
        world.useCases.users().setDisabled(world.admin, id, true);
        assertRefused(UNAUTHENTICATED, () -> route(viewer.principal()));
        world.useCases.users().setDisabled(world.admin, id, false);
        route(viewer.principal());
    }

    @Test
    void endpointsThatComeChangeAndGoAreInForceAtOnce() {
        grant();
        route(robot.principal());

        Endpoint exact = world.endpoint(application, "/a/7");
        assertRefused(FORBIDDEN, () -> route(robot.principal()));
        world.useCases.endpoints().delete(world.admin, exact.id());
        assertThat(route(robot.principal()).route().endpoint()).isEqualTo(endpoint.id());

        world.useCases.machineUsers().delete(world.admin, robot.id());
        assertRefused(FORBIDDEN, () -> route(robot.principal()));
        world.useCases.applications().delete(world.admin, application.id());
        assertRefused(ENDPOINT_NOT_FOUND, () -> route(robot.principal()));
        assertRefused(ENDPOINT_NOT_FOUND, () -> route(world.admin.principal()));
    }

    @Test
    void whatIsKnownCostsNoTransactionAndWhatIsUnheardIsAskedEachTime() {
        grant();
        Call viewer = world.with(world.person("viewer"), application.place(), Role.VIEWER);
        WatchedTransactions watched = new WatchedTransactions(world.transactions, UnaryOperator.identity());
        BusRouting known = world.over(watched).busRouting();
        known.route(robot.principal(), application.id(), PATH);
        known.route(viewer.principal(), application.id(), PATH);

        int before = watched.opened();
        known.route(robot.principal(), application.id(), PATH);
        known.route(viewer.principal(), application.id(), PATH);
        assertThat(watched.opened()).isEqualTo(before);

        world.transactions.audible(false);
        known.route(robot.principal(), application.id(), PATH);
        assertThat(watched.opened()).isEqualTo(before + 1);
        known.route(viewer.principal(), application.id(), PATH);
        assertThat(watched.opened()).isEqualTo(before + 3);
    }

    private BusRouting.Routed route(Principal caller) {
        return routing.route(caller, application.id(), PATH);
    }

    private EndpointGrantId grant() {
        return world.useCases
                .endpointGrants()
                .create(world.admin, endpoint.id(), robot.id(), true)
                .grant()
                .id();
    }

    private void change(AuthChange auth) {
        world.useCases
                .endpoints()
                .update(
                        world.admin,
                        endpoint.id(),
                        new Endpoint.Change(
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                Patch.keep(),
                                auth));
    }
}
