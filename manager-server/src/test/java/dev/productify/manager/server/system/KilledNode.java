package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A data folder, and the process that has it now. */
final class KilledNode {
    private static final Duration GONE = Duration.ofSeconds(10);

    private final Path home;
    private final List<String> acknowledged = new ArrayList<>();
    private ServerProcess process;
    private Optional<ProcessHandle> formerDatabase = Optional.empty();
    private Optional<String> project = Optional.empty();
    private int found;
    private int lost;

    KilledNode(Path home) {
        this.home = home;
    }

    DataFolder data() {
        return new DataFolder(home.resolve("data"));
    }

    void start() throws Exception {
        process = ServerProcess.start(home, Map.of());
    }

    void runFor(int millis) throws InterruptedException {
        assertThat(process.runsFor(millis)).isTrue();
    }

    void kill() throws Exception {
        process.kill();
        formerDatabase = data().postmaster();
    }

    URI startAndCheck() throws Exception {
        start();
        URI address = process.awaitAddress();
        check(address);
        return address;
    }

    private void check(URI address) throws Exception {
        assertThat(admin(address).run("{ me { username } }")).isEqualTo("{\"data\":{\"me\":{\"username\":\"admin\"}}}");
        // It has left its data when the new one starts; a process that is over lasts until its parent takes notice.
        Await.until(
                "the former database is gone",
                GONE,
                () -> formerDatabase.filter(ProcessHandle::isAlive).isEmpty());
        assertThat(data().strayProcesses()).isEmpty();
        try (OwnerSql sql = Node.ownerSql(data().path())) {
            List<String> there = sql.texts("select id from tenant");
            found = there.size();
            lost = (int) acknowledged.stream().filter(id -> !there.contains(id)).count();
            assertThat(there).containsAll(acknowledged);
            assertThat(sql.texts("select id from tenant t where 1 <> (select count(*) from audit_log a"
                            + " where a.entity_type = 'Tenant' and a.action = 'create' and a.entity_id = t.id)"))
                    .isEmpty();
            assertThat(sql.number("select count(*) from audit_log where entity_type = 'Tenant'"))
                    .isEqualTo(found);
            assertThat(sql.number("select count(*) from user_account")).isOne();
            assertThat(sql.number("select count(*) from audit_log where entity_type = 'User'"))
                    .isOne();
        }
    }

    Client admin(URI address) throws Exception {
        return new Client(address, Node.adminToken(data().path()));
    }

    String project(URI address) throws Exception {
        if (project.isEmpty()) {
            project = Optional.of(admin(address).idOf("mutation { createProject(input: {name: \"Killed\"}) { id } }"));
        }
        return project.get();
    }

    void acknowledge(List<String> ids) {
        acknowledged.addAll(ids);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    int found() {
        return found;
    }

    int lost() {
        return lost;
    }

    void stop() throws Exception {
        process.terminate();
        assertThat(process.awaitEnd()).isZero();
        assertThat(data().saysThatADatabaseRuns()).isFalse();
    }

    /** Leaves nothing running, also when a check failed. */
    void end() throws Exception {
        if (process != null) {
            process.kill();
        }
        data().killPostmaster();
        data().withoutPrograms();
    }
}
