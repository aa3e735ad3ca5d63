package dev.productify.manager.jdbc.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.ports.access.Members;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.access.Users;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two administrators who take each other's role at the same time: one of them loses, and one is left. */
@Timeout(60)
class LastAdministratorRaceTest {
    private static final int ROUNDS = 20;

    private static MigratedDatabase database;
    private static Installations installation;
    private static ExecutorService threads;

    @BeforeAll
    static void open() {
        database = MigratedDatabase.create();
        installation = new Installations(database.transactions());
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        database.close();
    }

    @Test
    void ofAProject() throws Exception {
        Members members = installation.useCases.members();
        Call ada = installation.person("ada");
        Call bob = installation.person("bob");
        for (int round = 0; round < ROUNDS; round++) {
            Project project = installation.useCases.projects().create(ada, World.projectDraft("race-" + round));
            Target target = new Target.OfProject(project.id());
            members.add(ada, target, id(bob), Role.ADMIN);
            Map<UserId, MemberId> ids = members.list(ada, target, ListQuery.all()).stream()
                    .collect(Collectors.toMap(
                            row -> row.user().id(), row -> row.member().id()));

            // Who loses was demoted before the decision (FORBIDDEN), or sees that nobody else is left (CONFLICT).
            List<ErrorCode> lost = atOnce(
                    () -> members.changeRole(ada, Level.PROJECT, ids.get(id(bob)), Role.VIEWER),
                    () -> members.changeRole(bob, Level.PROJECT, ids.get(id(ada)), Role.VIEWER));

            assertThat(lost).singleElement().isIn(ErrorCode.CONFLICT, ErrorCode.FORBIDDEN);
            assertThat(members.list(installation.admin, target, ListQuery.all()))
                    .extracting(row -> row.member().grant().role())
                    .containsExactlyInAnyOrder(Role.ADMIN, Role.VIEWER);
        }
    }

    @Test
    void ofTheInstallation() throws Exception {
        Users users = installation.useCases.users();
        UserId carl = id(installation.person("carl"));
        UserId dora = id(installation.person("dora"));
        for (int round = 0; round < ROUNDS; round++) {
            users.setPlatformAdministrator(installation.admin, carl, true);
            users.setPlatformAdministrator(installation.admin, dora, true);

            List<ErrorCode> lost = atOnce(
                    () -> users.setPlatformAdministrator(installation.admin, carl, false),
                    () -> users.setDisabled(installation.admin, dora, true));

            assertThat(lost).containsExactly(ErrorCode.CONFLICT);
            users.setDisabled(installation.admin, dora, false);
        }
    }

    /** The codes of those that were refused. */
    private static List<ErrorCode> atOnce(Callable<?> one, Callable<?> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> running = new ArrayList<>();
        List<ErrorCode> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        for (Callable<?> work : List.of(one, other)) {
            running.add(threads.submit(() -> {
                start.await();
                try {
                    work.call();
                } catch (ManagerException e) {
                    refused.add(e.code());
                }
                return true;
            }));
        }
        for (Future<Boolean> future : running) {
            future.get();
        }
        return refused;
    }

    private static UserId id(Call person) {
        return ((Principal.Person) person.principal()).id();
    }
}
