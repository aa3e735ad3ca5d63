package dev.productify.manager.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.limits.LimitKind;
import dev.productify.manager.domain.limits.Limits;
import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.domain.shared.Cidr;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    Path folder;

    @Test
    void everythingHasADefault() {
        Configuration configuration = fromVariables(Map.of());

        assertThat(configuration.server().port()).isEqualTo(8080);
        assertThat(configuration.server().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.server().publicUrl()).isEmpty();
        assertThat(configuration.server().trustedProxies()).isEmpty();
        assertThat(configuration.data().dir()).isEqualTo(Path.of("./data"));
        assertThat(configuration.database().embedded()).isTrue();
        assertThat(configuration.database().poolSize()).isEqualTo(10);
        assertThat(configuration.secrets().key()).isEmpty();
        assertThat(configuration.runMode()).isEqualTo(RunMode.BOTH);
        assertThat(configuration.dev().enabled()).isTrue();
        assertThat(configuration.metrics()).isEqualTo(new MetricsSection(9090, "127.0.0.1"));
        assertThat(configuration.log()).isEqualTo(new LogSection(LogSection.Format.TEXT, LogSection.Level.INFO));
        assertThat(configuration.projects().creation()).isEqualTo(ProjectCreation.ADMINISTRATORS);
        assertThat(configuration.audit()).isEqualTo(new AuditSection(Duration.ofSeconds(10)));
        assertThat(configuration.esb()).isEqualTo(new EsbSection(Duration.ofDays(30)));
        assertThat(configuration.proxy().token()).isEmpty();
        assertThat(configuration.cors().origins()).isEmpty();
        assertThat(configuration.graphql())
                .isEqualTo(new GraphQlSection(15, 1_048_576, 15_000, 2_000, 30, 100_000, 10_000));
    }

    @Test
    void theFileIsReadAndVariablesWinOverIt() throws IOException {
        Path file = file("""
                server:
                  port: 8081
                  host: 0.0.0.0
                  public_url: https://manager.example.com/
                  trusted_proxies: [10.0.0.0/8, "2001:db8::/32"]
                run:
                  mode: API
                dev: true
                data:
                """);

        Configuration configuration = Configuration.read(
                Optional.of(file),
                Map.of("PFY_SERVER_PORT", "8082", "PFY_CORS_ORIGINS", "https://a.example, https://b.example"));

        assertThat(configuration.server().port()).isEqualTo(8082);
        assertThat(configuration.server().host()).isEqualTo("0.0.0.0");
        assertThat(configuration.server().publicUrl()).contains(URI.create("https://manager.example.com"));
        assertThat(configuration.server().trustedProxies())
                .containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32"));
        assertThat(configuration.runMode()).isEqualTo(RunMode.API);
        assertThat(configuration.dev().enabled()).isTrue();
        assertThat(configuration.cors().origins()).containsExactly("https://a.example", "https://b.example");
        assertThat(configuration.metrics().host()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.8.8, true",
        "::1, true",
        "localhost, true",
        "0.0.0.0, false",
        "::, false",
        "192.0.2.1, false"
    })
    void developmentModeFollowsTheHost(String host, boolean dev) {
        assertThat(fromVariables(Map.of("PFY_SERVER_HOST", host)).dev().enabled())
                .isEqualTo(dev);
    }

    @Test
    void anEmptyValueCountsAsAbsent() {
        Configuration configuration = fromVariables(Map.of("PFY_SERVER_PORT", "", "PFY_PROXY_TOKEN", " "));

        assertThat(configuration.server().port()).isEqualTo(8080);
        assertThat(configuration.proxy().token()).isEmpty();
    }

    @Test
    void nothingIsLimitedUnlessItIsSaid() {
        Configuration silent = fromVariables(Map.of());
        Configuration limited = fromVariables(Map.of(
                "PFY_LIMITS_MEMBERS", "100",
                "PFY_LIMITS_TRIGGER_PERIOD", "5m",
                "PFY_LIMITS_PILET_BYTES", "1073741824",
                "PFY_RATE_LIMITS_PER_PRINCIPAL", "600",
                "PFY_RATE_LIMITS_PER_SOURCE", "100/10s",
                "PFY_RATE_LIMITS_SOURCE_BURST", "20"));

        assertThat(silent.limits().limits()).isEqualTo(Limits.NONE);
        assertThat(silent.rateLimits()).isEqualTo(new RateLimitsSection(Optional.empty(), Optional.empty()));
        assertThat(limited.limits().limits().values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        LimitKind.MEMBERS,
                        100L,
                        LimitKind.TRIGGER_PERIOD,
                        300L,
                        LimitKind.PILET_BYTES,
                        1_073_741_824L));
        assertThat(limited.rateLimits().perPrincipal()).contains(Rate.of(600, Duration.ofMinutes(1)));
        assertThat(limited.rateLimits().perSource()).contains(new Rate(100, Duration.ofSeconds(10), 20));
    }

    @ParameterizedTest
    @CsvSource({
        "PFY_LIMITS_MEMBERS, 0",
        "PFY_LIMITS_TENANTS, -1",
        "PFY_LIMITS_ENDPOINTS, many",
        "PFY_LIMITS_TRIGGER_PERIOD, 0s",
        "PFY_LIMITS_TRIGGER_PERIOD, 367d",
        "PFY_RATE_LIMITS_PER_SOURCE, 0",
        "PFY_RATE_LIMITS_PER_SOURCE, 1000001",
        "PFY_RATE_LIMITS_PER_SOURCE, 10/25h",
        "PFY_RATE_LIMITS_PER_SOURCE, 10/0s",
        "PFY_RATE_LIMITS_PER_SOURCE, 10 per second",
        "PFY_RATE_LIMITS_SOURCE_BURST, 0"
    })
    void whatNoLimitMayBeIsRefused(String variable, String value) {
        assertThatThrownBy(() -> fromVariables(Map.of(variable, value, "PFY_RATE_LIMITS_PER_PRINCIPAL", "10")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining("is not allowed; allowed: ");
    }

    @Test
    void aBurstBelongsToItsRate() {
        assertThatThrownBy(() -> fromVariables(Map.of("PFY_RATE_LIMITS_SOURCE_BURST", "20")))
                .hasMessageContaining("belongs to rate_limits.per_source");
        assertThatThrownBy(() -> fromVariables(
                        Map.of("PFY_RATE_LIMITS_PER_PRINCIPAL", "1/1d", "PFY_RATE_LIMITS_PRINCIPAL_BURST", "1000000")))
                .hasMessageContaining("more than a year");
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne() throws IOException {
        Path file = file("server:\n  port: 8080\n  hots: localhost\nrunmode: api\n");

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ":3: server.hots: there is no such key; did you mean server.host?\n" + file
                        + ":4: runmode: there is no such key; did you mean run.mode?");
    }

    @Test
    void anUnknownVariableIsNamedButForThoseOfTests() {
        assertThatThrownBy(
                        () -> fromVariables(Map.of("PFY_SERVER_PROT", "1", "PFY_TEST_DATABASE_URL", "x", "HOME", "/")))
                .hasMessage("PFY_SERVER_PROT: there is no such variable; did you mean PFY_SERVER_PORT?");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> fromVariables(Map.of("PFY_SERVER_PORT", "high", "PFY_RUN_MODE", "worker")))
                .hasMessage("""
                        PFY_RUN_MODE: run.mode: "worker" is not allowed; allowed: one of both, api, executor
                        PFY_SERVER_PORT: server.port: "high" is not allowed; allowed: a whole number from 0 to 65535""");
    }

    @ParameterizedTest
    @CsvSource({
        "PFY_SERVER_PORT, -1, 0",
        "PFY_SERVER_PORT, 65536, 65535",
        "PFY_METRICS_PORT, -1, 0",
        "PFY_METRICS_PORT, 65536, 65535",
        "PFY_DATABASE_POOL_SIZE, 1, 2",
        "PFY_DATABASE_POOL_SIZE, 201, 200",
        "PFY_GRAPHQL_MAX_DEPTH, 0, 1",
        "PFY_GRAPHQL_MAX_DEPTH, 201, 200",
        "PFY_GRAPHQL_MAX_BODY, 1023, 1024",
        "PFY_GRAPHQL_MAX_BODY, 67108865, 67108864",
        "PFY_DEV, yes, true",
        "PFY_LOG_LEVEL, TRACE, INFO",
        "PFY_LOG_FORMAT, xml, json",
        "PFY_SERVER_TRUSTED_PROXIES, 10.0.0.0/33, 10.0.0.0/32",
        "PFY_SERVER_TRUSTED_PROXIES, proxy.example.com, ::1",
        "PFY_OUTBOUND_ALLOW, 256.0.0.1, 255.0.0.1",
        "PFY_SERVER_PUBLIC_URL, https://a.example/path, https://a.example",
        "PFY_SERVER_PUBLIC_URL, ftp://a.example, http://a.example:8080",
        "PFY_SERVER_PUBLIC_URL, https://user@a.example, https://a.example/",
        "PFY_CORS_ORIGINS, a.example, https://a.example",
        "PFY_AUDIT_SEAL_PERIOD, 0s, 1s",
        "PFY_AUDIT_SEAL_PERIOD, 86401s, 86400s",
        "PFY_AUDIT_SEAL_PERIOD, 25h, 24h",
        "PFY_AUDIT_SEAL_PERIOD, 10, 10s",
        "PFY_AUDIT_SEAL_PERIOD, 10 m, 10m",
        "PFY_AUDIT_SEAL_PERIOD, 1.5h, 1h",
        "PFY_AUDIT_SEAL_PERIOD, 2d, 1d",
        "PFY_ESB_LOG_RETENTION, 59m, 1h",
        "PFY_ESB_LOG_RETENTION, 3651d, 3650d",
        "PFY_SERVER_HOST, a b, a.b",
        "PFY_PROXY_TOKEN, 123456789012345, 1234567890123456",
        "PFY_DATABASE_URL, postgresql://db/manager, jdbc:postgresql://db/manager",
        "PFY_DATABASE_URL, jdbc:postgresql://db/manager?password=x, jdbc:postgresql://db/manager?ssl=true",
        "PFY_SECRETS_KEY, c2hvcnQ=, MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "PFY_SECRETS_KEY, no base64, MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
    })
    void boundsHoldOnBothSides(String variable, String refused, String allowed) {
        assertThatThrownBy(() -> fromVariables(Map.of(variable, refused)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining("; allowed: ");
        assertThat(fromVariables(Map.of(variable, allowed))).isNotNull();
    }

    @Test
    void aWrongSecretIsNotShown() {
        assertThatThrownBy(() -> fromVariables(Map.of("PFY_SECRETS_KEY", "aGVsbG8=", "PFY_PROXY_TOKEN", "hush")))
                .hasMessageNotContaining("aGVsbG8=")
                .hasMessageNotContaining("hush")
                .hasMessageContaining("PFY_SECRETS_KEY: secrets.key: this value (not shown) is not allowed");
    }

    @Test
    void noTextFormShowsASecret() {
        Configuration configuration = fromVariables(Map.of(
                "PFY_SECRETS_KEY", KEY,
                "PFY_PROXY_TOKEN", "proxy-secret-123456",
                "PFY_POCKET_ID_HOST", "http://pocketid:1411",
                "PFY_POCKET_ID_API_KEY", "pocket-secret",
                "PFY_DATABASE_URL", "jdbc:postgresql://db/manager",
                "PFY_DATABASE_PASSWORD", "pass-one",
                "PFY_DATABASE_MIGRATION_PASSWORD", "pass-two"));

        assertThat(configuration.toString())
                .doesNotContain(KEY, "proxy-secret-123456", "pocket-secret", "pass-one", "pass-two");
        assertThat(configuration.secrets().key()).contains(KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://pocketid:1411/ | key-1",
                "https://id.example.com | !~",
            })
    void aDirectoryIsAHostWithAKey(String host, String key) {
        Configuration configuration = fromVariables(Map.of("PFY_POCKET_ID_HOST", host, "PFY_POCKET_ID_API_KEY", key));

        assertThat(configuration.pocketId().host().orElseThrow()).hasToString(host.replaceAll("/$", ""));
        assertThat(configuration.pocketId().apiKey()).contains(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pocketid:1411 | key | PFY_POCKET_ID_HOST: pocket_id.host: ",
                "http://pocketid/path | key | PFY_POCKET_ID_HOST: pocket_id.host: ",
                "http://pocketid | two words | PFY_POCKET_ID_API_KEY: pocket_id.api_key: this value (not shown)",
                "http://pocketid | schlüssel | PFY_POCKET_ID_API_KEY: pocket_id.api_key: this value (not shown)",
                "http://pocketid | '' | belong together",
                "'' | a-key-that-is-secret | belong together",
            })
    void aHostWithoutAKeyOrOfAnotherFormIsRefused(String host, String key, String message) {
        assertThatThrownBy(() -> fromVariables(Map.of("PFY_POCKET_ID_HOST", host, "PFY_POCKET_ID_API_KEY", key)))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("two words")
                .doesNotContain("schlüssel")
                .doesNotContain("a-key-that-is-secret");
    }

    @Test
    void loginsWithoutADatabaseAreRefused() {
        assertThatThrownBy(() -> fromVariables(Map.of("PFY_DATABASE_USER", "me", "PFY_DATABASE_PASSWORD", "x")))
                .hasMessageContaining("database.user, database.password: given without database.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: 8080 | :1: server: this is a section, not a key; it has server.port",
                "server: [ | :1: this is not valid YAML",
                "- a | :1: expected keys and values",
                "dev: {a: 1} | :1: dev.a: there is no such key; did you mean dev?",
                "dev: true\\ndev: false | this is not valid YAML: Duplicate field 'dev'",
                "cors:\\n  origins: [[a]] | :2: cors.origins: expected a list of plain values"
            })
    void aFileOfTheWrongFormIsExplained(String text, String explanation) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(explanation);
    }

    @Test
    void aFileThatWasAskedForMustExist() {
        Path file = folder.resolve("absent.yml");

        assertThatThrownBy(() -> Configuration.read(Optional.of(file), Map.of()))
                .hasMessage(file + ": the configuration file does not exist");
        assertThatThrownBy(() -> Configuration.read(Optional.of(folder), Map.of()))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anEmptyFileIsFine() throws IOException {
        assertThat(Configuration.read(Optional.of(file("# nothing\n")), Map.of()))
                .isNotNull();
        assertThat(Configuration.read(Optional.of(file("")), Map.of())).isNotNull();
    }

    private static Configuration fromVariables(Map<String, String> variables) {
        return Configuration.read(Optional.empty(), variables);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yml"), text);
    }
}
