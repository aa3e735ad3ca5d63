package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpAndVersionArePrinted() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: java -jar manager-server.jar");
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Productify Manager ");
    }

    @Test
    void theReferenceIsPrinted() {
        assertThat(run(Map.of(), "configuration")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| `server.port` | `PFY_SERVER_PORT` |");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "--port", "admin-token rotate-key", "--config", "--help me"})
    void whatIsNotUnderstoodShowsTheUsage(String line) {
        assertThat(run(Map.of(), line.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("manager: ").contains("Usage: ");
        assertThat(out.size()).isZero();
    }

    @Test
    void aWrongConfigurationIsOneLineForEachProblemAndNoStackTrace() {
        assertThat(run(Map.of("PFY_SERVER_PORT", "x", "PFY_SERVR_HOST", "y"), "admin-token"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "manager: PFY_SERVER_PORT: server.port: \"x\" is not allowed; allowed: a whole number from 0 to 65535",
                        "manager: PFY_SERVR_HOST: there is no such variable; did you mean PFY_SERVER_HOST?");
    }

    @Test
    void aFileThatDoesNotExistIsNamed() {
        assertThat(run(Map.of(), "--config=/nonexistent/config.yml")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("manager: /nonexistent/config.yml: the configuration file does not exist\n");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new Main(environment, print(out), print(err)).run(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
