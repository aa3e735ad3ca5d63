package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgresForTests;
import dev.productify.manager.server.StartFailure;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of the operator's own: with what logins it works, and what is said when it does not. */
@Timeout(60)
class ExternalDatabaseTest {
    private static final String PASSWORD = "a-password-of-the-operator";
    private static final String ME = "{ me { username } }";
    private static final String ADMIN = "{\"data\":{\"me\":{\"username\":\"admin\"}}}";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgresForTests.startFast(folder.resolve("external"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSingleLoginThatMayMakeRolesMakesTheLesserOne() throws Exception {
        DatabaseAddress login = login("single", "createrole");

        assertWorks(login);
        assertThat(maintenance("select 1 from pg_roles where rolname = 'single_runtime' and not rolcanlogin"))
                .isTrue();
    }

    @Test
    void aSingleLoginThatMayNotIsToldTheCommandsAndTheyHelp() throws Exception {
        DatabaseAddress login = login("modest", "");

        runWhatIsSaid(refusal(login), "run: (.*); or give two logins: ");

        assertWorks(login);
    }

    @Test
    void aSuperuserIsToldTheCommandsAndTheyHelp() throws Exception {
        maintenance("create database mine");
        DatabaseAddress superuser =
                in("mine", server.superuser().user(), server.superuser().password());

        String refusal = refusal(superuser);
        assertThat(refusal).startsWith("The database role \"postgres\" is a superuser");
        // the name that is proposed is taken here
        runWhatIsSaid(refusal.replace(" manager", " mine_login"), "run: (.*); then set ");
        DatabaseAddress proposed = in("mine", "mine_login", PASSWORD);
        runWhatIsSaid(refusal(proposed), "run: (.*); or give two logins: ");

        assertWorks(proposed);
    }

    @Test
    void aWrongPasswordAndAMissingServerAreNamedInOneLine() {
        String url = server.runtime().jdbcUrl();

        assertThat(refusal(new DatabaseAddress(url, "manager", "wrong-password")))
                .startsWith("The database " + url + " as manager cannot be used: ")
                .contains("password authentication failed for user \"manager\"")
                .doesNotContain("wrong-password");
        assertThat(refusal(new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/manager", "manager", "wrong-password")))
                .startsWith("The database jdbc:postgresql://127.0.0.1:1/manager as manager cannot be")
                .doesNotContain("wrong-password");
    }

    @Test
    void aSchemaOfANewerManagerIsLeftAlone() throws Exception {
        DatabaseAddress login = login("newer", "createrole");
        assertWorks(login);
        try (OwnerSql sql = new OwnerSql(login)) {
            sql.execute("insert into flyway_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success)"
                    + " values (1000, '9999', 'from tomorrow', 'SQL', 'V9999__from_tomorrow.sql', 'x', 1, true)");
        }

        assertThat(refusal(login))
                .startsWith("The database has migration 9999 (from tomorrow), which this server does not know.")
                .endsWith("start the version that used it, or a newer one.");
    }

    @Test
    void aDatabaseThatGoesAwayTakesNothingDownAndIsTakenUpAgain() throws Exception {
        Map<String, String> variables = new HashMap<>(Node.variables(server.runtime()));
        variables.put("PFY_DATABASE_MIGRATION_USER", server.owner().user());
        variables.put("PFY_DATABASE_MIGRATION_PASSWORD", server.owner().password());
        try (Node node = Node.start(folder.resolve("two-logins"), variables)) {
            Client admin = node.admin();
            assertThat(admin.run(ME)).isEqualTo(ADMIN);
            assertThat(admin.get("/health/ready").statusCode()).isEqualTo(200);

            server.close();
            HttpResponse<String> ready = admin.get("/health/ready");
            HttpResponse<String> query = admin.query(ME);

            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"The database does not answer\"}");
            assertThat(query.statusCode()).isEqualTo(503);
            assertThat(query.body())
                    .containsPattern(
                            "^\\{\"errors\":\\[\\{\"message\":\"[^\"]+\",\"extensions\":\\{\"code\":\"UNAVAILABLE\"}");
            assertThat(admin.get("/health/live").statusCode()).isEqualTo(200);

            server = EmbeddedPostgresForTests.startFast(folder.resolve("external"));
            Await.until(
                    "the node is ready again",
                    Duration.ofSeconds(20),
                    () -> admin.get("/health/ready").statusCode() == 200);
            assertThat(admin.run(ME)).isEqualTo(ADMIN);
        }
    }

    private static void assertWorks(DatabaseAddress login) throws Exception {
        Path data = folder.resolve(login.user());
        try (Node node = Node.start(data, Node.variables(login))) {
            assertThat(node.admin().run(ME)).isEqualTo(ADMIN);
            assertThat(node.admin().run("mutation { createProject(input: {name: \"First\"}) { slug } }"))
                    .isEqualTo("{\"data\":{\"createProject\":{\"slug\":\"first\"}}}");
        }
    }

    /** What is said in place of a start; always one line. */
    private static String refusal(DatabaseAddress login) {
        Map<String, String> variables = Node.variables(login);
        StartFailure failure = catchThrowableOfType(
                StartFailure.class,
                () -> Node.start(folder.resolve("refused"), variables).close());
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage().lines()).hasSize(1);
        return failure.getMessage();
    }

    /** Runs the commands that a refusal names, as the administrator it asks for them. */
    private static void runWhatIsSaid(String refusal, String place) throws Exception {
        Matcher commands = Pattern.compile(place).matcher(refusal);
        assertThat(commands.find()).as(refusal).isTrue();
        maintenance(commands.group(1).replace("…", PASSWORD));
    }

    private static DatabaseAddress login(String name, String right) throws Exception {
        maintenance("create role " + name + " login password '" + PASSWORD + "' " + right);
        maintenance("create database " + name + " owner " + name);
        return in(name, name, PASSWORD);
    }

    private static DatabaseAddress in(String database, String user, String password) {
        String url = server.superuser().jdbcUrl();
        return new DatabaseAddress(url.substring(0, url.lastIndexOf('/') + 1) + database, user, password);
    }

    /** Whether there was a first row. */
    private static boolean maintenance(String sql) throws Exception {
        try (Connection connection = EmbeddedPostgresForTests.connect(server.superuser());
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) && statement.getResultSet().next();
        }
    }
}
