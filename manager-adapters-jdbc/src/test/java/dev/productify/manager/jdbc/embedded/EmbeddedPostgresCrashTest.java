package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves behind neither loses data nor keeps the next start from working. */
class EmbeddedPostgresCrashTest {
    private static final int ROUNDS = 3;
    private static final int ENOUGH_ROWS = 200;

    @TempDir
    Path home;

    /** Where nothing was started before. */
    @TempDir
    Path empty;

    @BeforeEach
    void prepare() throws IOException {
        EmbeddedPostgresForTests.prepare(home);
    }

    @Test
    void nothingAcknowledgedIsLostWhenTheManagerIsKilled() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ChildJvm child = childThatInserts()) {
                acknowledged.addAll(acknowledgedOf(child.kill()));
            }
            PidFile orphan = PidFile.of(home.resolve("cluster")).orElseThrow();
            assertThat(EmbeddedPostgres.running(home))
                    .as("the server outlives its Manager")
                    .isPresent();

            assertAllThere(acknowledged);
            assertThat(Processes.holder(orphan, cluster())).isNotEqualTo(Processes.Holder.SERVER);
        }
    }

    @Test
    void nothingAcknowledgedIsLostWhenManagerAndServerAreKilled() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ChildJvm child = childThatInserts()) {
                List<ProcessHandle> server = serverProcesses();
                assertThat(server).hasSizeGreaterThan(3);
                server.forEach(ProcessHandle::destroyForcibly);
                acknowledged.addAll(acknowledgedOf(child.kill()));
            }

            assertAllThere(acknowledged);
        }
    }

    @Test
    void aZombieThatNobodyBuriesDoesNotKeepUsFromStarting() throws Exception {
        try (Zombie zombie = Zombie.make()) {
            leavePidFile(zombie.pid());

            startOnce();

            assertThat(Processes.holder(pidFileOf(zombie.pid()), cluster())).isEqualTo(Processes.Holder.ZOMBIE);
        }
    }

    @Test
    void aStrangerWhoGotTheServersNumberIsLeftAlone() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            leavePidFile(stranger.pid());

            startOnce();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void theServerOfAnotherClusterWhichGotTheNumberIsLeftAlone(@TempDir Path otherHome) throws Exception {
        EmbeddedPostgresForTests.prepare(otherHome);
        try (EmbeddedPostgres other = start(otherHome)) {
            leavePidFile(PidFile.of(otherHome.toRealPath().resolve("cluster"))
                    .orElseThrow()
                    .pid());

            startOnce();

            assertThat(Queries.one(other.runtime(), "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void anEmptyPidFileDoesNotKeepUsFromStarting() throws Exception {
        Files.createFile(cluster().resolve(PidFile.NAME));

        startOnce();
    }

    @Test
    void aServerThatEndedBeforeItCouldBeStoppedIsStopped() throws Exception {
        Programs programs = Programs.unpack(EmbeddedPostgresForTests.programs(), Platform.current());
        Home place = Home.at(home);
        Identity identity =
                Identity.choose(EmbeddedPostgresForTests.FAST.insteadOfRoot(), place.directory(), programs.postgres());

        new Postmaster(place, programs, identity).stop();

        startOnce();
    }

    @Test
    void noServerIsStartedWhileASurvivorOfTheOldOneStillWorksOnTheData() throws Exception {
        try (ChildJvm child = childThatInserts()) {
            List<ProcessHandle> server = serverProcesses();
            ProcessHandle survivor = server.get(server.size() - 1);
            signal("STOP", survivor);
            try {
                server.get(0).destroyForcibly();
                child.kill();

                assertThatThrownBy(this::startOnce)
                        .isInstanceOf(EmbeddedPostgresException.class)
                        .hasMessageContaining("still work");
            } finally {
                signal("CONT", survivor);
            }
            survivor.onExit().get(30, TimeUnit.SECONDS);
        }

        EmbeddedPostgres.start(home, EmbeddedPostgresForTests.programs()).close();
    }

    @Test
    void whatAKilledFirstStartLeftIsCleanedUp() throws Exception {
        home = empty;
        Path left = Files.createDirectories(home.resolve("unfinished-123/cluster/base"));
        Files.writeString(left.resolve("1"), "half a file");

        startOnce();

        assertThat(home.resolve("unfinished-123")).doesNotExist();
    }

    @Test
    void aFirstStartThatIsKilledWhileItMakesTheClusterIsDoneAgain() throws Exception {
        home = empty;
        try (WatchService changes = home.getFileSystem().newWatchService();
                ChildJvm child = ChildJvm.start("once", home)) {
            home.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
            awaitEntry(changes, "unfinished-");
            child.kill();
        }

        startOnce();
    }

    private void awaitEntry(WatchService changes, String beginning) throws InterruptedException, IOException {
        for (boolean there = false; !there; ) {
            try (var entries = Files.newDirectoryStream(home, beginning + "*")) {
                there = entries.iterator().hasNext();
            }
            if (!there) {
                WatchKey key = changes.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("an entry %s", beginning).isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    private ChildJvm childThatInserts() throws IOException, InterruptedException {
        ChildJvm child = ChildJvm.start("insert", home);
        for (int i = 0; i < ENOUGH_ROWS; i++) {
            child.await("ACK ");
        }
        return child;
    }

    private static List<String> acknowledgedOf(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("ACK \\d+"))
                .map(line -> line.substring(4))
                .toList();
    }

    private void assertAllThere(Set<String> acknowledged) throws SQLException, IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(home, EmbeddedPostgresForTests.programs())) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH_ROWS);
            assertThat(new HashSet<>(Queries.list(server.owner(), "select n from acknowledged")))
                    .containsAll(acknowledged);
        }
    }

    /** The postmaster first. */
    private List<ProcessHandle> serverProcesses() throws IOException {
        ProcessHandle postmaster =
                ProcessHandle.of(PidFile.of(cluster()).orElseThrow().pid()).orElseThrow();
        List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
        all.addAll(postmaster.descendants().toList());
        return all;
    }

    private void startOnce() throws IOException, SQLException {
        try (EmbeddedPostgres server = start(home)) {
            assertThat(Queries.one(server.runtime(), "select 'alive'")).isEqualTo("alive");
        }
    }

    private static EmbeddedPostgres start(Path home) throws IOException {
        Settings impatient = new Settings(true, "UTC", Duration.ofMillis(700), Settings.DURABLE.insteadOfRoot());
        return EmbeddedPostgres.start(home, EmbeddedPostgresForTests.programs(), impatient);
    }

    private void leavePidFile(long pid) throws IOException {
        Files.write(cluster().resolve(PidFile.NAME), linesOf(pid));
    }

    private PidFile pidFileOf(long pid) {
        return PidFile.parse(linesOf(pid));
    }

    private List<String> linesOf(long pid) {
        return List.of(
                "" + pid, home + "/cluster", "1767225600", "5432", "", "127.0.0.1", "  1234567  2147480000", "ready");
    }

    private Path cluster() {
        return home.resolve("cluster");
    }

    private static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid())
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** A dead process whose parent lives on and never asks for it. */
    private record Zombie(Process parent, long pid) implements AutoCloseable {
        static Zombie make() throws IOException, InterruptedException {
            // It ends after its parent has become another program: a shell might bury it.
            Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 600").start();
            String pid = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine()
                    .strip();
            while (!Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ")) {
                Thread.sleep(10);
            }
            return new Zombie(parent, Long.parseLong(pid));
        }

        @Override
        public void close() {
            parent.destroyForcibly();
        }
    }
}
