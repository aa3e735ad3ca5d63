package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.endpoint.AuthChange;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.endpoint.EndpointGrantId;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.database.Persistence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database: what is changed of endpoints, grants and members at one of them is in force there at once, and at
 * the other one, which answers from memory, soon after (contract A3).
 */
@Timeout(90)
class RoutesOnManyNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Call ADMIN = Call.ofSystem("test");
    private static final RequestPath PATH = RequestPath.parse("/a/7");
    private static final String ROUTED = "routed";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Persistence one;
    private static Persistence other;
    private static UseCases here;
    private static UseCases there;
    private static int count;

    private Tenant tenant;
    private Application application;
    private Endpoint endpoint;
    private MachineUser robot;
    private EndpointGrantId grant;

    @BeforeAll
    static void start() {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new HashMap<>(Map.of(
                "PFY_DATA_DIR", folder.toString(),
                "PFY_DATABASE_URL", database.runtime().jdbcUrl(),
                "PFY_DATABASE_USER", database.runtime().user(),
                "PFY_DATABASE_PASSWORD", database.runtime().password(),
                "PFY_DATABASE_MIGRATION_USER", database.owner().user(),
                "PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password()));
        Configuration configuration = Configuration.read(Optional.empty(), variables);
        one = Persistence.open(configuration.database(), folder, Optional.empty())
                .listening();
        other = Persistence.open(configuration.database(), folder, Optional.empty())
                .listening();
        here = useCases(configuration, one);
        there = useCases(configuration, other);
    }

    private static UseCases useCases(Configuration configuration, Persistence persistence) {
        return Manager.useCases(
                configuration,
                persistence.transactions(),
                Runnable::run,
                FixedSecrets::sealer,
                FixedSecrets::addresses);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @BeforeEach
    void plant() {
        count++;
        Project project = here.projects().create(ADMIN, World.projectDraft("shop-" + count));
        tenant = here.tenants().create(ADMIN, project.id(), World.tenantDraft("acme"));
        application = here.applications().create(ADMIN, tenant.id(), World.applicationDraft("web"));
        endpoint = here.endpoints()
                .create(ADMIN, application.id(), World.endpointDefinition("/a/*"), World.bearer("secret-token"));
        robot = here.machineUsers()
                .create(ADMIN, tenant.id(), World.machineUserDraft("robot-" + count), new SecretChoice.Generated())
                .machineUser();
        grant = here.endpointGrants()
                .create(ADMIN, endpoint.id(), robot.id(), true)
                .grant()
                .id();
        known(robot.principal());
    }

    @Test
    void grantsAreInForceEverywhere() {
        here.endpointGrants().update(ADMIN, grant, Patch.set(false));
        everywhere("a disabled grant", "FORBIDDEN", robot.principal());

        here.endpointGrants().update(ADMIN, grant, Patch.set(true));
        everywhere("an enabled grant", ROUTED, robot.principal());

        here.endpointGrants().delete(ADMIN, grant);
        everywhere("a deleted grant", "FORBIDDEN", robot.principal());

        here.endpointGrants().create(ADMIN, endpoint.id(), robot.id(), true);
        everywhere("a new grant", ROUTED, robot.principal());

        here.machineUsers().delete(ADMIN, robot.id());
        everywhere("a deleted machine user", "FORBIDDEN", robot.principal());
    }

    @Test
    void endpointsAreInForceEverywhere() {
        here.endpoints().update(ADMIN, endpoint.id(), enabled(false));
        everywhere("a disabled endpoint", "ENDPOINT_DISABLED", robot.principal());

        here.endpoints().update(ADMIN, endpoint.id(), enabled(true));
        everywhere("an enabled endpoint", ROUTED, robot.principal());

        Endpoint exact = here.endpoints()
                .create(ADMIN, application.id(), World.endpointDefinition("/a/7"), World.bearer("other"));
        everywhere("a new endpoint that takes the path", "FORBIDDEN", robot.principal());

        here.endpoints().delete(ADMIN, exact.id());
        everywhere("a deleted endpoint", ROUTED, robot.principal());

        here.tenants().delete(ADMIN, tenant.id());
        everywhere("a deleted tenant", "ENDPOINT_NOT_FOUND", robot.principal());
    }

    @Test
    void whatPeopleAreIsInForceEverywhere() {
        User.Draft draft = new User.Draft(
                new Username("person-" + count), new Email("person-" + count + "@example.com"), Optional.empty());
        User user = here.users().create(ADMIN, draft, false).user();
        Principal person = new Principal.Person(user.id(), user.username(), false);
        Target target = new Target.OfApplication(application.id());
        everywhere("a stranger", "ENDPOINT_NOT_FOUND", person);

        MemberId member = here.members()
                .add(ADMIN, target, user.id(), Role.VIEWER)
                .member()
                .id();
        everywhere("a new viewer", ROUTED, person);
        known(person);

        here.users().setDisabled(ADMIN, user.id(), true);
        everywhere("a disabled viewer", "UNAUTHENTICATED", person);

        here.users().setDisabled(ADMIN, user.id(), false);
        everywhere("an enabled viewer", ROUTED, person);

        here.members().remove(ADMIN, Level.APPLICATION, member);
        everywhere("a former viewer", "ENDPOINT_NOT_FOUND", person);
    }

    /** With the next request on the node where it was changed, and soon on the other one. */
    private void everywhere(String what, String expected, Principal caller) {
        assertThat(outcome(here, caller)).as(what + " here").isEqualTo(expected);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String outcome = outcome(there, caller);
        while (!outcome.equals(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            outcome = outcome(there, caller);
        }
        assertThat(outcome).as(what + " there").isEqualTo(expected);
    }

    /** Until the other node answers from memory. */
    private void known(Principal caller) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before;
        do {
            assertThat(System.nanoTime()).as("memory is never used").isLessThan(deadline);
            before = misses() + bypasses();
            assertThat(outcome(there, caller)).isEqualTo(ROUTED);
        } while (misses() + bypasses() != before);
    }

    private static long misses() {
        return there.readModels().stream().mapToLong(ReadModel::misses).sum();
    }

    private static long bypasses() {
        return there.readModels().stream().mapToLong(ReadModel::bypasses).sum();
    }

    private String outcome(UseCases node, Principal caller) {
        try {
            node.busRouting().route(caller, application.id(), PATH);
            return ROUTED;
        } catch (ManagerException refused) {
            return refused.code().name();
        }
    }

    private static Endpoint.Change enabled(boolean enabled) {
        AuthChange same = new AuthChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
        return new Endpoint.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.set(enabled),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                same);
    }
}
