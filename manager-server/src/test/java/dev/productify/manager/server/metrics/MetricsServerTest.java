package dev.productify.manager.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.MetricsSection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    private final Metrics metrics = new Metrics();
    private MetricsServer server;

    @BeforeEach
    void start() {
        server = MetricsServer.start(new MetricsSection(0, "127.0.0.1"), metrics);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void seriesOfTheJvmAndTheProcessAreThere() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.body())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "jvm_classes_loaded_classes")
                .contains("process_cpu_usage", "process_uptime_seconds", "jvm_gc_");
    }

    @Test
    void operationsAreCountedByNameAndOutcomeAndNeverWithoutBound() throws Exception {
        OperationMetrics operations = metrics.operations();

        operations.record("projects", "success", Duration.ofMillis(3));
        operations.record("projects", "NOT_FOUND", Duration.ofMillis(3));
        for (int i = 2; i < TimedOperations.MOST_SERIES; i++) {
            operations.record("name" + i, "success", Duration.ofMillis(3));
        }
        operations.record("one too many", "success", Duration.ofMillis(3));

        assertThat(get("/metrics").body())
                .contains("graphql_operations_seconds_count{operation=\"projects\",outcome=\"success\"} 1")
                .contains("graphql_operations_seconds_count{operation=\"projects\",outcome=\"NOT_FOUND\"} 1")
                .contains("operation=\"name" + (TimedOperations.MOST_SERIES - 1) + "\"")
                .contains("graphql_operations_seconds_count{operation=\"other\",outcome=\"other\"} 1")
                .doesNotContain("one too many");
    }

    @Test
    void thereIsNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/").headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsKey() {
        int taken = server.uri().getPort();

        assertThatThrownBy(() -> MetricsServer.start(new MetricsSection(taken, "127.0.0.1"), metrics))
                .isInstanceOf(StartFailure.class)
                .hasMessage("metrics.port: 127.0.0.1:" + taken
                        + " is in use by another process; choose another with metrics.port or PFY_METRICS_PORT");
    }

    @Test
    void anAddressOfAnotherMachineIsNamedWithItsKey() {
        for (String host : List.of("203.0.113.7", "no-such-host.invalid")) {
            assertThatThrownBy(() -> MetricsServer.start(new MetricsSection(0, host), metrics))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("metrics.host: \"" + host
                            + "\" is no address of this machine; choose another with metrics.host or PFY_METRICS_HOST");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
