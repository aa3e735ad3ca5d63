package dev.productify.manager.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As root. Everybody else runs all other tests of this package as an ordinary user, and needs none of these. */
class IdentityTest {
    private Path place;

    @BeforeEach
    void makeAPlaceThatEverybodyCanEnter() throws IOException {
        assumeTrue(Identity.isRoot(), "only root has other identities to choose from");
        place = Files.createTempDirectory("manager-identity-");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void remove() throws IOException {
        if (place != null) {
            DurableFiles.deleteTree(place);
        }
    }

    @Test
    void rootRunsTheServerInAUserNamespace() throws Exception {
        assertWorksTwiceAs(Identity.NAMESPACE);
    }

    @Test
    void rootRunsTheServerAsAnotherUser() throws Exception {
        assertWorksTwiceAs(Identity.OTHER_USER);

        assertThat(Files.getAttribute(place.resolve("home/cluster/PG_VERSION"), "unix:uid"))
                .isEqualTo(65_534);
        assertThat(Files.getAttribute(place.resolve("home/passwords"), "unix:uid"))
                .isEqualTo(0);
        assertThat(Files.getPosixFilePermissions(place.resolve("home")))
                .isEqualTo(PosixFilePermissions.fromString("rwx-----x"));
    }

    @Test
    void dataSurviveAChangeOfIdentity() throws Exception {
        try (EmbeddedPostgres server = start(Identity.OTHER_USER)) {
            Queries.execute(server.owner(), "create table kept (name text)");
        }
        try (EmbeddedPostgres server = start(Identity.NAMESPACE)) {
            Queries.execute(server.owner(), "insert into kept values ('here')");
        }
        try (EmbeddedPostgres server = start(Identity.OTHER_USER)) {
            assertThat(Queries.one(server.owner(), "select name from kept")).isEqualTo("here");
        }
    }

    @Test
    void whenNothingWorksTheMessageSaysWhatToDo() throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        Identity missing = new Identity(List.of("no-such-command"), OptionalInt.empty());
        Identity failing = new Identity(List.of("false"), OptionalInt.empty());

        assertThatThrownBy(() -> start(missing, failing, Identity.OTHER_USER))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("Start the Manager as an ordinary user");
    }

    /** The one has a name, the other has none. */
    @ParameterizedTest
    @ValueSource(ints = {65_534, 12_345})
    void anOrdinaryUserStartsAServer(int user) throws Exception {
        Path home = Files.createDirectory(place.resolve("home"));
        Files.setAttribute(home, "unix:uid", user);
        List<String> asOrdinaryUser = List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");

        try (ChildJvm child = ChildJvm.start(
                asOrdinaryUser, readableClassPath(), Map.of(), "once", home.toString(), home + "/programs")) {
            assertThat(child.await("VALUE")).isEqualTo("it works");
            child.await("CLOSED");
            child.awaitEnd();
        }
        assertThat(Files.getAttribute(home.resolve("cluster/PG_VERSION"), "unix:uid"))
                .isEqualTo(user);
    }

    private void assertWorksTwiceAs(Identity identity) throws SQLException, IOException {
        for (int i = 0; i < 2; i++) {
            try (EmbeddedPostgres server = start(identity)) {
                assertThat(Queries.one(server.runtime(), "select 'alive'")).isEqualTo("alive");
            }
        }
    }

    private EmbeddedPostgres start(Identity... candidates) throws IOException {
        Settings settings = new Settings(true, "UTC", Duration.ofSeconds(10), List.of(candidates));
        return EmbeddedPostgres.start(place.resolve("home"), EmbeddedPostgresForTests.programs(), settings);
    }

    /** A copy, since root's local repository is mostly not for other users. */
    private String readableClassPath() throws IOException {
        Path copies = Files.createDirectory(place.resolve("classes"));
        List<String> copied = new ArrayList<>();
        for (String entry : ChildJvm.classPath().split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path copy = copies.resolve(copied.size() + "-" + source.getFileName());
                copyTree(source, copy);
                copied.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copied);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        try (var all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copy = target.resolve(source.relativize(each).toString());
                Files.copy(each, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
