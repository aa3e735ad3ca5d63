package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service bus on a running node: endpoints and grants as people make them, calls as machine users and proxies do. */
class BusTest {
    private static final String PROXY_TOKEN = "proxy-token-of-this-test";

    @TempDir
    static Path folder;

    private static final BlockingQueue<Asked> ASKED = new LinkedBlockingQueue<>();
    private static TestDatabase database;
    private static Node node;
    private static HttpServer backend;
    private static String application;
    private static String robot;
    private static String robotToken;
    private static String endpoint;
    private static String grant;

    private record Asked(String line, Map<String, String> headers, String body) {}

    @BeforeAll
    static void start() throws Exception {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            ASKED.add(new Asked(exchange.getRequestMethod() + " " + exchange.getRequestURI(), headers, body));
            byte[] answer = "{\"id\":123}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        backend.start();
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new LinkedHashMap<>(Node.variables(database));
        variables.put("PFY_PROXY_TOKEN", PROXY_TOKEN);
        variables.put("PFY_OUTBOUND_ALLOW", "127.0.0.0/8");
        node = Node.start(folder.resolve("data"), variables);
        Client admin = node.admin();
        String project = admin.idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        String tenant =
                admin.idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        application = admin.idOf(
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }");
        String made = admin.run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                + "\", input: {name: \"Robot\", username: \"robot\", hashedKey: \"__GENERATE_TOKEN__\", enabled: true})"
                + " { generatedToken machineUser { id } } }");
        robot = Client.idIn(made);
        robotToken = made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
        endpoint = createEndpoint("/api/users/*", "http://127.0.0.1:" + backendPort() + "/people");
        grant = grant(endpoint);
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
        backend.stop(0);
    }

    @BeforeEach
    void forget() {
        ASKED.clear();
    }

    private static int backendPort() {
        return backend.getAddress().getPort();
    }

    private static String createEndpoint(String consumes, String url) throws Exception {
        return node.admin()
                .idOf("mutation { createEndpoint(applicationId: \"" + application
                        + "\", input: {name: \"Users\", enabled: true, consumeURL: \"" + consumes + "\", url: \"" + url
                        + "\", authType: Bearer, authToken: \"of-the-manager\", logLevel: BASIC}) { id } }");
    }

    private static String grant(String endpoint) throws Exception {
        return node.admin()
                .idOf("mutation { createMachineUser2Endpoint(input: {machineUserID: \"" + robot + "\", endpointID: \""
                        + endpoint + "\", enabled: true}) { id } }");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(node.manager().uri().resolve("/esb/" + application + path));
    }

    private static HttpRequest.Builder asRobot(String path) {
        return request(path).header("Authorization", "Bearer " + robotToken);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"error\":\"")
                .endsWith("\",\"code\":\"" + code + "\",\"status\":" + status + "}");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    }

    /** As the reference prints it: {@code GET /esb/app-uuid/api/users/123} goes where {@code /api/users/*} leads. */
    @Test
    void aMachineUserWithAGrantIsPassedOn() throws Exception {
        HttpResponse<String> answer = Client.send(asRobot("/api/users/123?x=1").header("X-Request-Id", "of-this-test"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":123}");
        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly("of-this-test");
        Asked asked = ASKED.take();
        assertThat(asked.line()).isEqualTo("GET /people/123?x=1");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer of-the-manager")
                .containsEntry("x-machine-user-id", robot)
                .containsEntry("x-application-id", application)
                .containsEntry("x-request-id", "of-this-test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void anyMethodIsPassedOn(String method) throws Exception {
        HttpResponse<String> answer =
                Client.send(asRobot("/api/users/1").method(method, BodyPublishers.ofString("x".repeat(3_000_000))));

        assertThat(answer.statusCode()).isEqualTo(200);
        Asked asked = ASKED.take();
        assertThat(asked.line()).isEqualTo(method + " /people/1");
        assertThat(asked.body()).hasSize(3_000_000);
    }

    @Test
    void aProxyThatProvesItselfNamesThePerson() throws Exception {
        String admin = Client.idIn(node.admin().run("{ me { id } }"));

        HttpResponse<String> answer = Client.send(
                request("/api/users/1").header("X-Proxy-Token", PROXY_TOKEN).header("X-User-ID", admin));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ASKED.take().headers())
                .containsEntry("x-user-id", admin)
                .containsEntry("x-user-username", "admin")
                .containsEntry("x-user-email", "admin@manager.invalid")
                .containsEntry("x-user-name", "Administrator")
                .containsEntry("x-tenant-name", "A")
                .containsEntry("x-auth-type", "proxy")
                .doesNotContainKey("x-proxy-token");
        assertProblem(Client.send(request("/api/users/1").header("X-User-ID", admin)), 401, "UNAUTHENTICATED");
        assertProblem(
                Client.send(request("/api/users/1")
                        .header("X-Proxy-Token", "another-proxy-token")
                        .header("X-User-ID", admin)),
                401,
                "UNAUTHENTICATED");
        assertProblem(
                Client.send(request("/api/users/1")
                        .header("X-Proxy-Token", PROXY_TOKEN)
                        .header("X-User-ID", UUID.randomUUID().toString())),
                401,
                "UNAUTHENTICATED");
    }

    /** In force with the next request on the node that changed it (contract A3). */
    @Test
    void whatIsSwitchedOffIsOffWithTheNextCall() throws Exception {
        Client admin = node.admin();

        admin.run("mutation { updateMachineUser2Endpoint(id: \"" + grant + "\", input: {enabled: false}) { id } }");
        assertProblem(Client.send(asRobot("/api/users/1")), 403, "FORBIDDEN");
        admin.run("mutation { updateMachineUser2Endpoint(id: \"" + grant + "\", input: {enabled: true}) { id } }");
        admin.run("mutation { updateEndpoint(id: \"" + endpoint + "\", input: {enabled: false}) { id } }");
        assertProblem(Client.send(asRobot("/api/users/1")), 403, "ENDPOINT_DISABLED");
        admin.run("mutation { updateEndpoint(id: \"" + endpoint + "\", input: {enabled: true}) { id } }");
        assertThat(Client.send(asRobot("/api/users/1")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        assertProblem(Client.send(asRobot("/nowhere")), 404, "ENDPOINT_NOT_FOUND");
        HttpRequest.Builder elsewhere = HttpRequest.newBuilder(
                        node.manager().uri().resolve("/esb/" + UUID.randomUUID() + "/api/users/1"))
                .header("Authorization", "Bearer " + robotToken);
        assertProblem(Client.send(elsewhere), 404, "ENDPOINT_NOT_FOUND");
        assertProblem(Client.send(request("/api/users/1")), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users/../x", "/api/users/%2e%2e/x", "/api/users/a%2f..%2fx", "/api/users//x"})
    void pathsThatLeaveTheirOwnAreRefused(String path) throws Exception {
        URI uri = URI.create(node.manager().uri() + "/esb/" + application + path);

        HttpResponse<String> answer =
                Client.send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + robotToken));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ASKED).isEmpty();
    }

    /** Although loopback is permitted, as it is here. */
    @Test
    void theManagerNeverCallsItself() throws Exception {
        String name = "http://localhost:";
        for (int port : new int[] {
            node.manager().uri().getPort(), node.manager().metricsUri().getPort(), databasePort()
        }) {
            String path = "/own/" + port;
            grant(createEndpoint(path, name + port + "/health/live"));

            assertProblem(Client.send(asRobot(path)), 502, "ESB_TARGET_FORBIDDEN");
        }
    }

    private static int databasePort() {
        return URI.create(database.runtime().jdbcUrl().substring("jdbc:".length()))
                .getPort();
    }

    /** The reference's "Trigger-Based Workflow", step 1, with a backend on loopback in place of the printed one; and a call. */
    @Test
    void theEndpointThatTheReferencePrintsLeadsToItsBackend() throws Exception {
        String printed = """
                mutation {
                  createEndpoint(
                    applicationId: "app-uuid"
                    input: {
                      name: "Order Processor"
                      description: "Processes orders"
                      consumeURL: "/api/orders/process"
                      url: "https://backend.example.com/process-orders"
                      enabled: true
                      authType: Bearer
                    }
                  ) {
                    id
                  }
                }
                """.replace("app-uuid", application);
        String made =
                node.admin().idOf(printed.replace("https://backend.example.com", "http://127.0.0.1:" + backendPort()));
        grant(made);

        HttpResponse<String> answer = Client.send(asRobot("/api/orders/process").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Asked asked = ASKED.take();
        assertThat(asked.line()).isEqualTo("POST /process-orders");
        assertThat(asked.body()).isEqualTo("{}");
        assertThat(asked.headers()).as("no token is given").doesNotContainKey("authorization");
    }

    @Test
    void whatWasCalledIsLoggedAsTheEndpointSays() throws Exception {
        Client admin = node.admin();
        String full = createEndpoint("/logged/*", "http://127.0.0.1:" + backendPort() + "/logged");
        admin.run("mutation { updateEndpoint(id: \"" + full + "\", input: {logLevel: FULL}) { id } }");
        grant(full);

        Client.send(asRobot("/logged/%C3%A4?token=x")
                .header("X-Request-Id", "to-be-logged")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"\u00e4\",\"password\":\"hush\"}")));

        String query =
                "{ esbLogs(endpoint: \"" + full + "\", filters: [{field: \"request_id\", value: \"to-be-logged\"}])"
                        + " { method path status sourceIP errorMessage transformationApplied requestHeaders requestBody responseBody"
                        + " user { id } machineUser { id username } } }";
        String logged = Await.value("the call is in the log", Duration.ofSeconds(20), () -> {
            String answer = admin.run(query);
            return answer.equals("{\"data\":{\"esbLogs\":[]}}") ? Optional.empty() : Optional.of(answer);
        });

        assertThat(logged)
                .startsWith("{\"data\":{\"esbLogs\":[{\"method\":\"POST\",\"path\":\"/logged/%C3%A4\",\"status\":200,"
                        + "\"sourceIP\":\"127.0.0.1\",\"errorMessage\":null,\"transformationApplied\":false,"
                        + "\"requestHeaders\":{")
                .contains("\"requestBody\":\"{\\\"name\\\":\\\"\u00e4\\\",\\\"password\\\":\\\"***\\\"}\",")
                .endsWith("\"responseBody\":\"{\\\"id\\\":123}\",\"user\":null,\"machineUser\":{\"id\":\"" + robot
                        + "\",\"username\":\"robot\"}}]}}")
                .doesNotContain("hush", robotToken);
        assertThat(admin.run("{ esbLogsCount(endpoint: \"" + full + "\") }")).contains("{\"esbLogsCount\":1}");
        assertThat(new Client(node.manager().metricsUri(), "").get("/metrics").body())
                .containsPattern("(?m)^bus_log_written_total [1-9]")
                .containsPattern("(?m)^bus_log_shed_total 0")
                .contains("bus_calls_active", "bus_circuits_open", "bus_errors_total{code=\"CIRCUIT_OPEN\"}");
    }

    @Test
    void callsAreMeasuredWithoutTheirPaths() throws Exception {
        Client.send(asRobot("/api/users/77"));

        String metrics =
                new Client(node.manager().metricsUri(), "").get("/metrics").body();

        assertThat(metrics)
                .contains("route=\"/esb/*\"")
                .contains("vouched_people")
                .doesNotContain("/api/users/77");
    }
}
