package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.server.config.Configuration;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagerTest {
    @TempDir
    Path folder;

    @Test
    void aNodeAnswersHealthAndShowsItsRequestsInTheMetrics() throws Exception {
        try (Manager manager = new Manager(configuration(Map.of()))) {
            manager.start();

            assertThat(get(manager.uri().resolve("/health/live")).body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(get(manager.uri().resolve("/health/ready")).statusCode()).isEqualTo(200);
            assertThat(get(manager.metricsUri().resolve("/metrics")).body())
                    .contains(
                            "http_server_requests_seconds_count{method=\"GET\",route=\"/health/live\",status=\"2xx\"}")
                    .contains("jvm_memory_used_bytes");
        }
        assertThat(folder.resolve("data/secrets.key")).exists();
    }

    @Test
    void aNodeThatCannotStartClosesWhatItOpened() throws Exception {
        try (Manager first = new Manager(configuration(Map.of()))) {
            first.start();
            String taken = Integer.toString(first.uri().getPort());

            int metricsPort = freePort();
            Manager second = new Manager(configuration(Map.of(
                    "PFY_SERVER_PORT", taken,
                    "PFY_METRICS_PORT", Integer.toString(metricsPort),
                    "PFY_DATA_DIR", folder.resolve("second").toString())));

            assertThatThrownBy(second::start).isInstanceOf(StartFailure.class).hasMessageStartingWith("server.port: ");
            new ServerSocket(metricsPort).close(); // fails when somebody still listens
        }
    }

    @Test
    void aDataFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Manager manager = new Manager(configuration(Map.of("PFY_DATA_DIR", file + "/data")));

        assertThatThrownBy(manager::start)
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("data.dir: the folder " + file + "/data cannot be made: ");
    }

    @Test
    void aNodeThatWasStoppedBeforeItStartedDoesNotStart() {
        Manager manager = new Manager(configuration(Map.of()));
        manager.close();

        assertThatThrownBy(manager::start).hasMessage("stopped while starting");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Configuration configuration(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "PFY_SERVER_PORT", "0",
                "PFY_METRICS_PORT", "0",
                "PFY_DATA_DIR", folder.resolve("data").toString()));
        variables.putAll(more);
        return Configuration.read(Optional.empty(), variables);
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
