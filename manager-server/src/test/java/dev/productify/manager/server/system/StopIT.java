package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that logs as JSON: what it says of a fault, and how it stops. */
@Timeout(120)
class StopIT {
    /** Longer than a connection without a request is kept once the node stops. */
    private static final int LONG_PAUSE_MILLIS = 1_500;

    @TempDir
    Path folder;

    private DataFolder data;
    private ServerProcess server;
    private URI address;
    private Client admin;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(folder.resolve("data")).withPrograms();
        server = ServerProcess.start(folder, Map.of("PFY_LOG_FORMAT", "json"));
        address = server.awaitAddress();
        admin = new Client(address, Node.adminToken(data.path()));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        data.withoutPrograms();
    }

    @Test
    void aRequestInFlightIsAnsweredAndTheDatabaseClosedInOrder() throws Exception {
        aFaultIsLoggedUnderTheIdThatItsAnswerHas();
        String body = "{\"query\":\"mutation { createProject(input: {name: \\\"Late\\\"}) { slug } }\"}";
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            send(
                    socket,
                    "POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + admin.token() + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body.substring(0, 20));
            Await.until("the request is in flight", Duration.ofSeconds(10), this::isInFlight);

            server.terminate();
            Await.until("nobody listens", Duration.ofSeconds(20), () -> !listens());
            assertThat(server.runsFor(LONG_PAUSE_MILLIS)).isTrue();
            send(socket, body.substring(20));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"data\":{\"createProject\":{\"slug\":\"late\"}}}");
        }
        assertThat(server.awaitEnd()).isZero();
        assertThat(data.saysThatADatabaseRuns()).isFalse();
        assertThat(server.err()).isEmpty();
    }

    private void aFaultIsLoggedUnderTheIdThatItsAnswerHas() throws Exception {
        try (OwnerSql sql = Node.ownerSql(data.path())) {
            sql.execute("alter table application rename to application_gone");
            String answer = Client.send(admin.posting("{\"query\":\"{ applications(tenantSlug: \\\"a\\\") { id } }\"}")
                            .header("Authorization", "Bearer " + admin.token())
                            .header("X-Request-Id", "the-one-that-fails"))
                    .body();
            sql.execute("alter table application_gone rename to application");

            assertThat(answer)
                    .contains("\"INTERNAL_SERVER_ERROR\"")
                    .doesNotContain("application\\\"", "SQL", "relation");
            assertThat(server.out().lines())
                    .filteredOn(line -> line.contains("\"ERROR\""))
                    .singleElement()
                    .asString()
                    .startsWith("{")
                    .endsWith("}")
                    .contains("{\"request_id\":\"the-one-that-fails\"}", "\"throwable\":");
        }
    }

    private boolean isInFlight() throws Exception {
        String metrics = server.out().replaceAll("(?s).*\"metrics\":\"([^\"]+)\".*", "$1");
        return new Client(URI.create(metrics), "")
                .get("/metrics")
                .body()
                .contains("\nhttp_server_requests_active 1.0\n");
    }

    private boolean listens() throws IOException {
        try (Socket probe = new Socket(address.getHost(), address.getPort())) {
            return probe.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
