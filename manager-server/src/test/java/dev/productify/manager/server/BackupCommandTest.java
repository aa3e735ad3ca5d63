package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.embedded.EmbeddedPostgresForTests;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.secrets.SecretsKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code backup} beside a node that goes on, {@code restore} elsewhere, and a node there that knows the old tokens. */
@Timeout(120)
class BackupCommandTest {
    private static final String OTHER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String SHOP = "{\"data\":{\"projects\":[{\"name\":\"Shop\"}]}}";

    @TempDir
    static Path folder;

    private static TestDatabase source;
    private static String token;
    private static String key;
    private static Path withKey;
    private static Path withoutKey;

    private TestDatabase target;
    private Path data;

    @BeforeAll
    static void backUpBesideANode() throws Exception {
        source = PostgresForTests.create(PostgresForTests.EMPTY);
        Path data = folder.resolve("source");
        withKey = folder.resolve("with-key.backup");
        withoutKey = folder.resolve("without-key.backup");
        try (Manager node = start(variables(data, source))) {
            token = Files.readString(data.resolve("admin-token")).strip();
            key = Files.readString(data.resolve("secrets.key")).strip();
            ask(node, "mutation { createProject(input: {name: \\\"Shop\\\"}) { id } }");
            Run first = run(variables(data, source), "backup", withKey.toString(), "--with-key");
            Run second = run(variables(data, source), "backup", withoutKey.toString());

            assertThat(first.code()).as(first.err()).isZero();
            assertThat(first.err()).contains("warning: with the key in it, whoever has the file");
            assertThat(first.out()).containsPattern("  project +1 row ").contains("The key " + keyId() + " is in it.");
            assertThat(second.code()).as(second.err()).isZero();
            assertThat(second.err()).isEmpty();
            assertThat(second.out()).contains("The key " + keyId() + " is not in it: keep a copy of secrets.key");
            assertThat(first.out() + first.err() + second.out())
                    .doesNotContain(key)
                    .doesNotContain(token);
            assertThat(ask(node, "{ projects { name } }")).isEqualTo(SHOP);
        }
        for (Path backup : List.of(withKey, withoutKey)) {
            assertThat(permissions(backup)).isEqualTo("rw-------");
        }
    }

    @AfterAll
    static void dropSource() {
        source.close();
    }

    @BeforeEach
    void create() {
        target = PostgresForTests.create(PostgresForTests.EMPTY);
        data = folder.resolve("target-" + target.name());
    }

    @AfterEach
    void drop() {
        target.close();
    }

    @Test
    void aNodeOnTheRestoredDatabaseAnswersAnOldTokenWithTheKeyOfTheBackup() throws Exception {
        Map<String, String> variables = variables(data, target);

        assertThat(run(variables, "restore", withKey.toString(), "--dry-run").out())
                .contains("Would write the key " + keyId() + " to " + data + "/secrets.key.", "Nothing was changed.");
        assertThat(data).doesNotExist();
        assertThat(tables()).isZero();

        Run restored = run(variables, "restore", withKey.toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.out())
                .containsPattern("Restored [0-9]+ rows in [0-9]+ tables")
                .doesNotContain(key);
        assertThat(data.resolve("secrets.key")).hasContent(key);
        assertThat(permissions(data.resolve("secrets.key"))).isEqualTo("rw-------");
        assertThat(run(variables, "verify-audit").out()).contains("nothing was tampered with");
        try (Manager node = start(variables)) {
            assertThat(ask(node, "{ projects { name } }")).isEqualTo(SHOP);
        }

        Run again = run(variables, "restore", withKey.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err())
                .startsWith("manager: restore: The database ")
                .contains(" is not empty: there are rows in ");
        assertThat(run(variables, "restore", withKey.toString(), "--dry-run").code())
                .isEqualTo(1);
    }

    @Test
    void withoutTheKeyNothingIsRestoredAndItIsSaidWhichOneBelongsWhere() throws Exception {
        Map<String, String> variables = variables(data, target);

        assertRefused(
                run(variables, "restore", withoutKey.toString()),
                "the backup was made with the key " + keyId() + ", which is not in it. Put the file secrets.key with"
                        + " that key into " + data);
        assertThat(data).doesNotExist();

        variables.put("PFY_SECRETS_KEY", OTHER_KEY);
        for (Path backup : List.of(withKey, withoutKey)) {
            assertRefused(
                    run(variables, "restore", backup.toString()),
                    "this node has the key 861009ec, set by secrets.key, but the backup was made with the key "
                            + keyId());
        }
        variables.remove("PFY_SECRETS_KEY");
        Files.createDirectories(data);
        Files.writeString(data.resolve("secrets.key"), OTHER_KEY + "\n");
        assertRefused(
                run(variables, "restore", withKey.toString()),
                "this node has the key 861009ec in " + data + " but the backup was made with the key " + keyId());
        assertThat(data.resolve("secrets.key")).hasContent(OTHER_KEY);
        assertThat(tables()).isZero();

        Files.writeString(data.resolve("secrets.key"), key + "\n");
        assertThat(run(variables, "restore", withoutKey.toString(), "--dry-run").code())
                .isZero();
        Files.delete(data.resolve("secrets.key"));
        variables.put("PFY_SECRETS_KEY", key);
        Run restored = run(variables, "restore", withoutKey.toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(data.resolve("secrets.key")).doesNotExist();
    }

    @Test
    void aDamagedFileChangesNothing() throws Exception {
        byte[] bytes = Files.readAllBytes(withKey);
        bytes[bytes.length / 2] ^= 4;
        Path damaged = Files.write(folder.resolve("damaged.backup"), bytes);

        assertRefused(run(variables(data, target), "restore", damaged.toString()), "it was cut off or damaged");
        assertThat(tables()).isZero();
        assertThat(data).doesNotExist();
    }

    @Test
    void aRestorationThatFailsTakesItsKeyWithIt() throws Exception {
        Map<String, String> variables = variables(data, target);
        execute("create schema manager; create table manager.in_the_way ()"); // migrations refuse that

        Run failed = run(variables, "restore", withKey.toString());

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).startsWith("manager: restore: ");
        assertThat(data.resolve("secrets.key")).doesNotExist();
    }

    @Test
    void aBackupIsNotWrittenOverAFileAndLeavesNothingWhenItFails() throws Exception {
        Map<String, String> variables = variables(folder.resolve("source"), source);
        byte[] before = Files.readAllBytes(withoutKey);

        assertRefused(
                run(variables, "backup", withoutKey.toString()), "is there already, and nothing is written over.");
        assertThat(Files.readAllBytes(withoutKey)).isEqualTo(before);

        Path backups = Files.createDirectory(folder.resolve("backups-" + target.name()));
        String file = backups.resolve("new.backup").toString();
        assertRefused(
                run(variables(data, source), "backup", file, "--with-key"),
                "neither secrets.key nor " + data + " has the key of the database, " + keyId());
        assertRefused(run(variables(data, target), "backup", file), "There is nothing to back up");
        assertRefused(run(Map.of("PFY_DATA_DIR", data.toString()), "backup", file), "there is no database in " + data);
        assertRefused(run(variables, "backup", backups.resolve("no/new.backup").toString()), "there is no folder ");
        assertThat(backups).isEmptyDirectory();
        assertThat(data).doesNotExist();
    }

    /** From the database of one's own into the embedded one, which is how its data get to another major version as well. */
    @Test
    void theEmbeddedDatabaseIsBackedUpWithANodeAndWithout() throws Exception {
        Map<String, String> variables = new HashMap<>(ports());
        variables.put("PFY_DATA_DIR", data.toString());
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(data.resolve("postgres"), owner);
        Path programs =
                Files.createSymbolicLink(data.resolve("postgres/programs"), EmbeddedPostgresForTests.programs());
        Run dry = run(variables, "restore", withKey.toString(), "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(data.resolve("postgres/cluster")).doesNotExist();

        Run restored = run(variables, "restore", withKey.toString());
        assertThat(restored.code()).as(restored.err()).isZero();
        Path alone = folder.resolve("alone.backup");
        Path beside = folder.resolve("beside.backup");
        Run backedUpAlone = run(variables, "backup", alone.toString());
        assertThat(backedUpAlone.code()).as(backedUpAlone.err()).isZero();
        try (Manager node = start(variables)) {
            assertThat(ask(node, "{ projects { name } }")).isEqualTo(SHOP);
            Run backedUpBeside = run(variables, "backup", beside.toString());
            assertThat(backedUpBeside.code()).as(backedUpBeside.err()).isZero();
            assertRefused(run(variables, "restore", alone.toString()), " is already in use by process ");
            assertThat(ask(node, "{ projects { name } }")).isEqualTo(SHOP);
        }
        for (Path backup : List.of(alone, beside)) {
            Run checked = run(
                    with(variables(data, target), "PFY_SECRETS_KEY", key), "restore", backup.toString(), "--dry-run");
            assertThat(checked.code()).as(checked.err()).isZero();
            assertThat(checked.out()).containsPattern("  project +1 row ");
        }
        Files.delete(programs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup",
                "restore",
                "restore --dry-run",
                "backup a b",
                "backup a --dry-run",
                "restore a --with-key",
                "verify-audit a",
                "a backup"
            })
    void whatIsNotUnderstoodChangesNothing(String line) {
        assertThat(run(Map.of(), line.split(" ")).code()).isEqualTo(2);
    }

    private record Run(int code, String out, String err) {}

    private static void assertRefused(Run run, String why) {
        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.err()).contains(why);
        assertThat(run.err().lines().filter(line -> !line.contains("warning"))).hasSize(1);
        assertThat(run.out() + run.err())
                .doesNotContain(key)
                .doesNotContain(OTHER_KEY)
                .doesNotContain(token);
    }

    private static Run run(Map<String, String> variables, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Main(variables, print(out), print(err)).run(arguments);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static Manager start(Map<String, String> variables) {
        Manager manager = new Manager(Configuration.read(Optional.empty(), variables));
        manager.start();
        return manager;
    }

    private static String ask(Manager node, String document) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.uri().resolve("/query"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"" + document + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static Map<String, String> ports() {
        return Map.of("PFY_SERVER_PORT", "0", "PFY_METRICS_PORT", "0");
    }

    private static Map<String, String> variables(Path data, TestDatabase database) {
        Map<String, String> variables = new HashMap<>(ports());
        variables.put("PFY_DATA_DIR", data.toString());
        variables.put("PFY_DATABASE_URL", database.runtime().jdbcUrl());
        variables.put("PFY_DATABASE_USER", database.runtime().user());
        variables.put("PFY_DATABASE_PASSWORD", database.runtime().password());
        variables.put("PFY_DATABASE_MIGRATION_USER", database.owner().user());
        variables.put("PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
        return variables;
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        variables.put(name, value);
        return variables;
    }

    private static String keyId() {
        return SecretsKey.load(Optional.of(key), folder).id();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private long tables() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_class where relnamespace = to_regnamespace('manager')")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                target.owner().jdbcUrl(), target.owner().user(), target.owner().password());
    }
}
