package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path home;

    @BeforeEach
    void prepare() throws IOException {
        EmbeddedPostgresForTests.prepare(home);
    }

    @Test
    void dataPortAndPasswordsLastOverRestarts() throws Exception {
        EmbeddedPostgres first = start();
        Queries.execute(first.owner(), "create table kept (name text)");
        Queries.execute(first.owner(), "insert into kept values ('here')");
        first.close();

        try (EmbeddedPostgres second = start()) {
            assertThat(Queries.one(second.owner(), "select name from kept")).isEqualTo("here");
            assertThat(List.of(second.owner(), second.runtime(), second.superuser()))
                    .isEqualTo(List.of(first.owner(), first.runtime(), first.superuser()));
        }
    }

    @Test
    void aPasswordThatWasChangedIsSetBackAndTheOthersAreLeftAlone() throws Exception {
        EmbeddedPostgres first = start();
        String ofOwner = verifier(first, Roles.OWNER);
        Queries.execute(first.superuser(), "alter role " + Roles.RUNTIME + " password 'another'");
        assertThatThrownBy(() -> Queries.one(first.runtime(), "select 1")).hasMessageContaining("password");
        first.close();

        try (EmbeddedPostgres second = start()) {
            assertThat(Queries.one(second.runtime(), "select 'in'")).isEqualTo("in");
            assertThat(verifier(second, Roles.OWNER)).isEqualTo(ofOwner);
        }
    }

    @Test
    void aPasswordThatTakesOtherRoundsOfHashingIsHashedAnew() throws Exception {
        EmbeddedPostgres first = start();
        Queries.execute(
                first.superuser(),
                "set scram_iterations = 4096; alter role " + Roles.RUNTIME + " password '"
                        + first.runtime().password() + "'");
        assertThat(verifier(first, Roles.RUNTIME)).startsWith("SCRAM-SHA-256$4096:");
        first.close();

        try (EmbeddedPostgres second = start()) {
            assertThat(verifier(second, Roles.RUNTIME)).startsWith("SCRAM-SHA-256$" + Roles.SCRAM_ROUNDS + ":");
            assertThat(Queries.one(second.runtime(), "select 'in'")).isEqualTo("in");
        }
    }

    private static String verifier(EmbeddedPostgres server, String role) throws SQLException {
        return Queries.one(server.superuser(), "select rolpassword from pg_authid where rolname = '" + role + "'");
    }

    @Test
    void closingTwiceIsHarmlessAndTheServerIsGone() throws Exception {
        EmbeddedPostgres server = start();

        server.close();
        server.close();

        assertThatThrownBy(() -> Queries.one(server.owner(), "select 1")).hasMessageContaining("refused");
        assertThat(home.resolve("cluster/postmaster.pid")).doesNotExist();
        assertThat(home.resolve("lock")).isEmptyFile();
    }

    @Test
    void closingByAnInterruptedThreadStopsTheServerToo() throws Exception {
        EmbeddedPostgres server = start();

        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(home.resolve("cluster/postmaster.pid")).doesNotExist();
    }

    @Test
    void anInterruptAtTheTerminalDoesNotReachTheServer() throws Exception {
        try (EmbeddedPostgres server = start()) {
            long postmaster = PidFile.of(home.resolve("cluster")).orElseThrow().pid();

            assertThat(sessionOf(postmaster))
                    .isNotEqualTo(sessionOf(ProcessHandle.current().pid()));
            assertThat(Queries.one(server.runtime(), "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void aTakenPortIsReplacedByAnother() throws Exception {
        EmbeddedPostgres first = start();
        int port = EmbeddedPostgresSettingsTest.portOf(first);
        first.close();

        try (ServerSocket somebodyElse = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedPostgres second = start()) {
            assertThat(EmbeddedPostgresSettingsTest.portOf(second)).isNotEqualTo(somebodyElse.getLocalPort());
            assertThat(Queries.one(second.runtime(), "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void whatIsMissingOrWrongInTheDatabaseIsMadeRightAtTheNextStart() throws Exception {
        try (EmbeddedPostgres server = start()) {
            Queries.execute(server.superuser(), "alter role manager superuser bypassrls password 'other'");
            Queries.execute(server.superuser(), "grant all on database manager to public");
            Queries.execute(server.superuser(), "grant all on schema public to public");
        }

        try (EmbeddedPostgres server = start()) {
            assertThat(Queries.one(server.runtime(), "show is_superuser")).isEqualTo("off");
            assertThatThrownBy(() -> Queries.execute(server.runtime(), "create table mine (id int)"))
                    .hasMessageContaining("permission denied");
            Queries.execute(server.superuser(), "alter role manager_owner rename to gone");
        }

        try (EmbeddedPostgres server = start()) {
            assertThat(Queries.one(server.owner(), "select current_user::text")).isEqualTo("manager_owner");
            Queries.execute(server.owner(), "create table mine (id int)");
        }
    }

    @Test
    void aSecondStartInThisProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
        String refusal = "already in use by process " + ProcessHandle.current().pid();
        try (EmbeddedPostgres server = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining(refusal);

            try (ChildJvm child = ChildJvm.start("once", home)) {
                assertThat(child.await("REFUSED")).contains(refusal);
            }
            assertThat(Queries.one(server.runtime(), "select 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void aSecondStartInAnotherProcessIsRefused() throws Exception {
        try (ChildJvm child = ChildJvm.start("insert", home)) {
            String pid = child.await("READY");

            assertThatThrownBy(this::start).hasMessageContaining("already in use by process " + pid);
            assertThat(child.pid()).isEqualTo(Long.parseLong(pid));

            child.kill();
        }
        start().close();
    }

    @Test
    void aRunningServerIsFoundByOthers() throws Exception {
        assertThat(EmbeddedPostgres.running(home)).isEmpty();
        assertThat(EmbeddedPostgres.running(home.resolve("nothing"))).isEmpty();

        try (EmbeddedPostgres server = start()) {
            assertThat(EmbeddedPostgres.running(home))
                    .contains(new EmbeddedPostgres.Running(server.owner(), server.runtime()));
        }

        assertThat(EmbeddedPostgres.running(home)).isEmpty();
    }

    @Test
    void dataOfAnotherMajorVersionAreRefused() throws Exception {
        start().close();
        Path version = home.resolve("cluster/PG_VERSION");
        String ours = Files.readString(version).strip();
        Files.writeString(version, "15\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("are of PostgreSQL 15, but this Manager brings PostgreSQL " + ours)
                .hasMessageContaining("restore FILE");

        Files.writeString(version, ours + "\n");
        start().close();
    }

    @Test
    void aStartThatFailsShowsTheEndOfTheServersLogAndLeavesNothingRunning() throws Exception {
        start().close();
        Path settings = home.resolve("cluster/postgresql.auto.conf");
        Files.writeString(settings, "shared_buffers = 'plenty'\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("does not start")
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"plenty\"");

        Files.writeString(settings, "");
        start().close();
    }

    @Test
    void lostPasswordsAreNamed() throws Exception {
        start().close();
        Files.delete(home.resolve("passwords"));

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(home.resolve("passwords") + " is missing");
    }

    @Test
    void aPathThatAShellWouldMisreadIsRefused() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(home.resolve("a$b")))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("choose a path without");
    }

    @Test
    void aPathThatIsNoDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(home.resolve("file"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(file)).isInstanceOf(EmbeddedPostgresException.class);
    }

    @Test
    void spacesForeignLettersAndTheCallersSurroundingsDoNotMatter() throws Exception {
        Map<String, String> surroundings = Map.of(
                "LC_ALL", "C.UTF-8",
                "PGDATA", "/nowhere",
                "PGPORT", "1",
                "PGHOST", "nowhere.invalid",
                "PGUSER", "nobody",
                "PGOPTIONS", "--nonsense",
                "LD_LIBRARY_PATH", "/nowhere",
                "TZ", "Asia/Tokyo");
        String odd = home + "/Yeni dizin ığüşöç äß 数据";
        String programs = EmbeddedPostgresForTests.programs().toString();

        try (ChildJvm child = ChildJvm.start(List.of(), ChildJvm.classPath(), surroundings, "once", odd, programs)) {
            assertThat(child.await("VALUE")).isEqualTo("it works");
            child.await("CLOSED");
            child.awaitEnd();
        }
    }

    private static String sessionOf(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.start(home, EmbeddedPostgresForTests.programs());
    }
}
