package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar manager-server.jar} in an empty folder, and what an operator does next. */
@Timeout(120)
class FirstStartIT {
    private static final String ME = "{ me { username } }";
    private static final String ADMIN = "{\"data\":{\"me\":{\"username\":\"admin\"}}}";

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static ServerProcess first;
    private static Client admin;

    @BeforeAll
    static void start() throws Exception {
        first = ServerProcess.start(folder, Map.of());
        server = first;
        admin = new Client(server.awaitAddress(), Node.adminToken(folder.resolve("data")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatItMakesIsForTheOwnerAlone() throws Exception {
        assertThat(permissions("data")).isEqualTo("rwx------");
        assertThat(permissions("data/admin-token")).isEqualTo("rw-------");
        assertThat(permissions("data/secrets.key")).isEqualTo("rw-------");
    }

    @Test
    void theConsoleNamesTheFileAndPrintsALineThatWorks() throws Exception {
        String console = first.out();
        assertThat(console).contains("The token of the user admin is in " + folder.toRealPath() + "/data/admin-token");
        Matcher line = Pattern.compile("(?s) {2}(curl -s .*?)\\R(?! {4})").matcher(console);
        assertThat(line.find()).isTrue();
        String address = line.group(1).replaceAll("http://[^/]+", admin.node().toString());

        assertThat(shell(address)).isEqualTo(ADMIN);
        if (first == server) {
            assertThat(address).isEqualTo(line.group(1));
        }
    }

    @Test
    void theTokenIsInNoOutputAndNoLog() throws Exception {
        String token = admin.token();
        assertThat(first.out() + first.err()).doesNotContain(token).doesNotContain(token.substring(12));
        try (Stream<Path> logs = Files.walk(folder.resolve("data/postgres/log"))) {
            assertThat(logs.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(log -> read(log).contains(token.substring(12)));
        }
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
    }

    @Test
    void aSecondStartOnTheSameDataFolderSaysWhoHasIt() throws Exception {
        try (ServerProcess second = ServerProcess.start(folder, Map.of())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.err().lines())
                    .singleElement()
                    .asString()
                    .matches("manager: The database directory .*/data/postgres is already in use by process [0-9]+\\."
                            + " Stop that one, or choose another directory\\.");
        }
        assertThat(admin.run(ME)).isEqualTo(ADMIN);
    }

    @Test
    void aWrongKeyInTheConfigurationIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("wrong.yml"), "server:\n  prot: 8080\n");
        try (ServerProcess wrong = ServerProcess.start(folder, Map.of(), "--config", file.toString())) {
            assertThat(wrong.awaitEnd()).isEqualTo(1);
            assertThat(wrong.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("manager: " + file)
                    .contains("server.prot", "server.port");
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() throws Exception {
        Map<String, String> nobody = Map.of(
                "PFY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/manager",
                "PFY_DATABASE_USER", "manager",
                "PFY_DATABASE_PASSWORD", "hidden-from-all");
        try (ServerProcess lost = ServerProcess.start(folder, nobody)) {
            assertThat(lost.awaitEnd()).isEqualTo(1);
            assertThat(lost.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("manager: The database jdbc:postgresql://127.0.0.1:1/manager as manager");
            assertThat(lost.err() + lost.out()).doesNotContain("hidden-from-all");
        }
    }

    @Test
    void aLostTokenIsReplacedBesideTheNodeAndWithoutItAndTheOldOnesStayGood() throws Exception {
        String beside = replacedToken();
        assertThat(new Client(admin.node(), beside).run(ME)).isEqualTo(ADMIN);

        server.terminate();
        assertThat(server.awaitEnd()).isZero();
        String without = replacedToken();
        server = ServerProcess.start(folder, Map.of());
        var address = server.awaitAddress();

        for (String token : List.of(admin.token(), beside, without)) {
            assertThat(new Client(address, token).run(ME)).isEqualTo(ADMIN);
        }
        admin = new Client(address, admin.token());
        assertThat(server.out()).doesNotContain("admin-token");
        assertThat(Node.adminToken(folder.resolve("data"))).isEqualTo(without);
        try (OwnerSql sql = Node.ownerSql(folder.resolve("data"))) {
            assertThat(sql.number("select count(*) from user_account")).isOne();
            assertThat(sql.texts("select action || ' ' || actor || ' ' || request_id from audit_log"
                            + " where entity_type = 'PersonalAccessToken'"))
                    .hasSize(2)
                    .allMatch(row -> row.startsWith("create ") && row.endsWith(" system-admin-token"));
        }
    }

    private static String replacedToken() throws Exception {
        String before = Node.adminToken(folder.resolve("data"));
        try (ServerProcess command = ServerProcess.start(folder, Map.of(), "admin-token")) {
            assertThat(command.awaitEnd()).isZero();
            String after = Node.adminToken(folder.resolve("data"));
            assertThat(after).isNotEqualTo(before);
            assertThat(command.out()).contains("/data/admin-token").doesNotContain(after);
            return after;
        }
    }

    private static String shell(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", line).start();
        try {
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).isZero();
            return out;
        } finally {
            shell.destroyForcibly();
        }
    }

    private static String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
