package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.server.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node seals its audit log by itself, and the command finds what is done to it afterwards. */
@Timeout(120)
class VerifyAuditTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private TestDatabase database;

    @TempDir
    Path folder;

    @BeforeEach
    void create() {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatANodeSealedIsChecked() throws Exception {
        String metrics;
        try (Manager manager = new Manager(Configuration.read(Optional.empty(), variables()))) {
            manager.start();
            while (text("select count(*)::text from audit_unsealed").equals("1")) {
                Thread.sleep(50);
            }
            do {
                metrics = get(manager.metricsUri().resolve("/metrics"));
            } while (!metrics.contains("jobs_last_success_age_seconds"));
        }
        String head = "installation=1:" + text("select encode(head, 'hex') from audit_seal");

        assertThat(metrics)
                .contains("jobs_runs_seconds_count{job=\"audit-seal\",outcome=\"success\"} ")
                .contains("jobs_last_success_age_seconds{job=\"audit-seal\"} ");
        assertThat(run("verify-audit", "--head", head)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(head + "\n1 sealed rows hold in 1 chains; nothing was tampered with\n");
        assertThat(err.size()).isZero();

        String row = text("update audit_log set actor = 'nobody' returning id::text");
        assertThat(run("verify-audit")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("manager: verify-audit: installation: row " + row
                        + ": changed: the row is not as it was sealed as number 1\n");
    }

    @Test
    void aHeadOfAnotherFormOrForAnotherCommandIsNotUnderstood() {
        assertThat(run("verify-audit", "--head", "installation=1:abc")).isEqualTo(2);
        assertThat(run("verify-audit", "--head")).isEqualTo(2);
        assertThat(run("admin-token", "--head=installation=1:" + "0".repeat(64)))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--head belongs to verify-audit");
    }

    private int run(String... arguments) {
        return new Main(variables(), print(out), print(err)).run(arguments);
    }

    private Map<String, String> variables() {
        return Map.of(
                "PFY_SERVER_PORT", "0",
                "PFY_METRICS_PORT", "0",
                "PFY_AUDIT_SEAL_PERIOD", "1s",
                "PFY_DATA_DIR", folder.resolve("data").toString(),
                "PFY_DATABASE_URL", database.runtime().jdbcUrl(),
                "PFY_DATABASE_USER", database.runtime().user(),
                "PFY_DATABASE_PASSWORD", database.runtime().password(),
                "PFY_DATABASE_MIGRATION_USER", database.owner().user(),
                "PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
    }

    private String text(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        database.owner().jdbcUrl(),
                        database.owner().user(),
                        database.owner().password());
                Statement statement = connection.createStatement()) {
            connection.setSchema("manager");
            statement.execute("set manager.binding = 'platform'");
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
