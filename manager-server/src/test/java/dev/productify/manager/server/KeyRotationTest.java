package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.endpoint.BackendAuth;
import dev.productify.manager.domain.endpoint.Endpoint;
import dev.productify.manager.domain.sealing.SealedSecret;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.endpoint.EndpointSecrets;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.database.Persistence;
import dev.productify.manager.server.outbound.OutboundRules;
import dev.productify.manager.server.secrets.SecretsKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node must hold the key of its installation, and the command that replaces it. */
@Timeout(60)
class KeyRotationTest {
    private static final String OTHER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private TestDatabase database;
    private Path key;

    @BeforeEach
    void firstStart() {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        key = folder.resolve("data/secrets.key");
        start(Map.of());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void anotherKeyIsRefusedWithWhatToCopy() throws Exception {
        assertThatThrownBy(() -> start(Map.of("PFY_SECRETS_KEY", OTHER_KEY)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(
                        "secrets.key: this node has the key 861009ec, but the database was set up with" + " the key ")
                .hasMessageContaining("Copy the file secrets.key from the data folder of a node that works")
                .hasMessageContaining("PFY_SECRETS_KEY")
                .hasMessageNotContaining(OTHER_KEY)
                .hasMessageNotContaining(Files.readString(key).strip());
    }

    @Test
    void aRotatedKeyIsTakenAndTheOldOneRefused() throws Exception {
        String old = Files.readString(key);

        assertThat(run(Map.of(), "rotate-key"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        String rotated = Files.readString(key);
        assertThat(rotated).isNotEqualTo(old);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("data/secrets.key.next")).doesNotExist();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("was replaced by", "Copy secrets.key from " + folder.resolve("data"))
                .doesNotContain(rotated.strip(), old.strip());
        assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
        Files.writeString(key, old);
        assertThatThrownBy(() -> start(Map.of())).hasMessageStartingWith("secrets.key: this node has the key ");
    }

    @Test
    void aRotationThatWasCutShortIsCompletedByTheNextStart() throws Exception {
        String old = Files.readString(key);
        run(Map.of(), "rotate-key");
        String rotated = Files.readString(key);
        Files.move(key, folder.resolve("data/secrets.key.next")); // as if it ended when the database had the new key
        Files.writeString(key, old);

        start(Map.of());

        assertThat(key).hasContent(rotated.strip());
        assertThat(folder.resolve("data/secrets.key.next")).doesNotExist();
        start(Map.of());
    }

    @Test
    void aRotationThatWasCutShortBeforeTheDatabaseKnewLeavesThePresentKeyInForce() throws Exception {
        String present = Files.readString(key);
        Files.writeString(folder.resolve("data/secrets.key.next"), OTHER_KEY + "\n");

        start(Map.of());

        assertThat(key).hasContent(present.strip());
        assertThat(run(Map.of(), "rotate-key")).isZero();
        start(Map.of());
        assertThat(Files.readString(key)).isNotEqualTo(present).isNotEqualTo(OTHER_KEY + "\n");
    }

    @Test
    void whatWasSealedIsSealedWithTheNewKey() throws Exception {
        Endpoint endpoint = endpointWithSecret("/a");
        byte[] before = sealed(endpoint);

        assertThat(run(Map.of(), "rotate-key"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();

        assertThat(sealed(endpoint)).isNotEqualTo(before);
        assertThat(secretOf(endpoint)).isEqualTo("secret-token");
        start(Map.of());
    }

    @Test
    void aRotationThatWasCutShortLosesNoSecret() throws Exception {
        Endpoint endpoint = endpointWithSecret("/a");
        String old = Files.readString(key);
        run(Map.of(), "rotate-key");
        Files.move(key, folder.resolve("data/secrets.key.next")); // as if it ended when the database had the new key
        Files.writeString(key, old);

        start(Map.of());

        assertThat(secretOf(endpoint)).isEqualTo("secret-token");
    }

    @Test
    void whatCannotBeOpenedKeepsThePresentKeyInForceForAllTheRest() throws Exception {
        Endpoint endpoint = endpointWithSecret("/a");
        Endpoint damaged = endpointWithSecret("/b");
        String present = Files.readString(key);
        owner("update manager.endpoint set auth_secret = set_byte(auth_secret, length(auth_secret) - 1,"
                + " get_byte(auth_secret, length(auth_secret) - 1) # 1) where id = '"
                + damaged.id().value() + "'");

        assertThat(run(Map.of(), "rotate-key")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("manager: rotate-key: nothing was replaced")
                .contains(damaged.id().value().toString())
                .doesNotContain("secret-token");
        assertThat(key).hasContent(present.strip());
        assertThat(secretOf(endpoint)).isEqualTo("secret-token");
        start(Map.of());
    }

    private Endpoint endpointWithSecret(String path) {
        return onDatabase((useCases, sealer) -> {
            Call call = Call.ofSystem("test");
            Project project = useCases.projects().create(call, World.projectDraft("shop-" + path.substring(1)));
            Tenant tenant = useCases.tenants().create(call, project.id(), World.tenantDraft("acme"));
            Application application = useCases.applications().create(call, tenant.id(), World.applicationDraft("web"));
            return useCases.endpoints()
                    .create(call, application.id(), World.endpointDefinition(path), World.bearer("secret-token"));
        });
    }

    /** As the key in the data folder opens it. */
    private String secretOf(Endpoint endpoint) {
        return onDatabase((useCases, sealer) -> sealer.open(
                token(useCases, endpoint), EndpointSecrets.belonging(endpoint.tenant(), endpoint.id(), "authToken")));
    }

    private byte[] sealed(Endpoint endpoint) {
        return onDatabase((useCases, sealer) -> token(useCases, endpoint).toBytes());
    }

    private static SealedSecret token(UseCases useCases, Endpoint endpoint) {
        Endpoint kept = useCases.endpoints().find(Call.ofSystem("test"), endpoint.id());
        return ((BackendAuth.Bearer) kept.auth()).token().orElseThrow();
    }

    private <R> R onDatabase(BiFunction<UseCases, SecretSealer, R> work) {
        Configuration configuration = Configuration.read(Optional.empty(), variables(Map.of()));
        SecretSealer sealer =
                SecretsKey.load(Optional.empty(), folder.resolve("data")).sealer();
        try (Persistence persistence =
                Persistence.open(configuration.database(), folder.resolve("data"), Optional.empty())) {
            UseCases useCases = Manager.useCases(
                    configuration,
                    persistence.transactions(),
                    Runnable::run,
                    () -> sealer,
                    () -> OutboundRules.of(configuration.outbound(), Set.of()));
            return work.apply(useCases, sealer);
        }
    }

    private void owner(String sql) throws SQLException {
        DatabaseAddress owner = database.owner();
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatIsConfiguredCannotBeReplaced() throws Exception {
        String present = Files.readString(key);

        assertThat(run(Map.of("PFY_SECRETS_KEY", present.strip()), "rotate-key"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("manager: rotate-key: the key is set by secrets.key")
                .doesNotContain(present.strip());
        assertThat(key).hasContent(present.strip());
    }

    private void start(Map<String, String> more) {
        try (Manager manager = new Manager(Configuration.read(Optional.empty(), variables(more)))) {
            manager.start();
        }
    }

    private int run(Map<String, String> more, String command) {
        return new Main(variables(more), print(out), print(err)).run(command);
    }

    private Map<String, String> variables(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PFY_SERVER_PORT", "0",
                "PFY_METRICS_PORT", "0",
                "PFY_DATA_DIR", folder.resolve("data").toString(),
                "PFY_DATABASE_URL", database.runtime().jdbcUrl(),
                "PFY_DATABASE_USER", database.runtime().user(),
                "PFY_DATABASE_PASSWORD", database.runtime().password(),
                "PFY_DATABASE_MIGRATION_USER", database.owner().user(),
                "PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password()));
        variables.putAll(more);
        return variables;
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
