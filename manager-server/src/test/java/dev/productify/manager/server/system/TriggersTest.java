package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers on a running node, as the reference prints the work with them, with a receiver that is there. */
class TriggersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    /** What each path of the receiver was sent. */
    private static final Map<String, BlockingQueue<Called>> CALLED = new ConcurrentHashMap<>();

    private static TestDatabase database;
    private static Node node;
    private static HttpServer receiver;
    private static String tenant;
    private static String application;
    private static String robotToken;

    private record Called(Map<String, String> headers, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", TriggersTest::answer);
        receiver.start();
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new LinkedHashMap<>(Node.variables(database));
        variables.put("PFY_OUTBOUND_ALLOW", "127.0.0.0/8");
        node = Node.start(folder.resolve("data"), variables);
        Client admin = node.admin();
        String project = admin.idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        tenant = admin.idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        application = admin.idOf(
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"}) { id } }");
        String made = admin.run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                + "\", input: {name: \"Robot\", username: \"robot\", hashedKey: \"__GENERATE_TOKEN__\", enabled: true})"
                + " { generatedToken machineUser { id } } }");
        robotToken = made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
        receiver.stop(0);
    }

    private static BlockingQueue<Called> called(String path) {
        return CALLED.computeIfAbsent(path, any -> new LinkedBlockingQueue<>());
    }

    private static Called next(String path) throws InterruptedException {
        Called call = called(path).poll(30, TimeUnit.SECONDS);
        assertThat(call).as("a callback at " + path).isNotNull();
        return call;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        called(path).add(new Called(headers, body));
        int status = path.startsWith("/status/") ? Integer.parseInt(path.substring(8, 11)) : 200;
        byte[] answer =
                "x".repeat(path.startsWith("/long") ? 3 * 1024 * 1024 : 5_000).getBytes(StandardCharsets.UTF_8);
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/redirected");
        }
        try {
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        } finally {
            exchange.close();
        }
    }

    private static HttpResponse<String> register(String body) throws Exception {
        return Client.send(HttpRequest.newBuilder(node.manager().uri().resolve("/api/machine/register-backend"))
                .header("Authorization", "Bearer " + robotToken)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> register(String key, String token, String body) throws Exception {
        return Client.send(HttpRequest.newBuilder(node.manager().uri().resolve("/api/machine/register-backend"))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    /** What is shown once is shown again to whoever has the key, and is in no table as it is. */
    @Test
    void aRegistrationThatIsRepeatedWithItsKeyShowsTheSameSecret() throws Exception {
        // That of an application without triggers, so that nobody is called back there.
        String quiet = newApplication("Quiet");
        String body = "{\"name\":\"Repeated\",\"callbackUrl\":\"http://127.0.0.1:1/\",\"applicationId\":\"" + quiet
                + "\",\"token\":\"of-the-service\"}";
        String turned = "{ \"token\":\"of-the-service\", \"callbackUrl\":\"http://127.0.0.1:1/\", \"applicationId\":\""
                + quiet + "\", \"name\":\"Repeated\" }";

        HttpResponse<String> first = register("one", robotToken, body);
        HttpResponse<String> again = register("one", robotToken, turned);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body()).contains("\"signingSecret\":\"");
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        // A registration that is known already shows no secret: it was the answer that came again, and not the work.
        assertThat(register(body).body()).doesNotContain("signingSecret");

        HttpResponse<String> other = register("one", robotToken, body.replace("Repeated", "Other"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("\"code\":\"CONFLICT\"", "was used for another request");
        String made = node.admin()
                .run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant
                        + "\", input: {name: \"Second\", username: \"second\", hashedKey: \"__GENERATE_TOKEN__\","
                        + " enabled: true}) { generatedToken } }");
        String secondToken = made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
        HttpResponse<String> anothers = register("one", secondToken, body.replace("Repeated", "Second's"));
        assertThat(anothers.statusCode()).as(anothers.body()).isEqualTo(200);
        assertThat(anothers.headers().firstValue("Idempotent-Replayed")).isEmpty();

        String secret = JSON.readTree(first.body()).get("signingSecret").textValue();
        try (OwnerSql sql = new OwnerSql(database.owner())) {
            assertThat(sql.texts("select r::text || encode(r.answer_body, 'escape') from idempotent_request r"))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .noneMatch(row -> row.contains(secret) || row.contains("of-the-service"));
        }
    }

    /** A backend of that path, which alone is called by the triggers of its own new application. */
    private static JsonNode registered(String path, String serving) throws Exception {
        HttpResponse<String> answer = register("{\"name\":\"Service " + path + "\",\"callbackUrl\":\"http://127.0.0.1:"
                + receiver.getAddress().getPort() + path + "\",\"applicationId\":\"" + serving
                + "\",\"token\":\"of-the-service\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String newApplication(String name) throws Exception {
        return node.admin()
                .idOf("mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"" + name
                        + "\"}) { id } }");
    }

    private static String trigger(String of, String cron) throws Exception {
        return node.admin()
                .idOf("mutation { createTrigger(applicationId: \"" + of + "\", input: {name: \"T\", cronExpression: \""
                        + cron + "\", runKey: \"key\", overlap: allow}) { id } }");
    }

    private static JsonNode run(String id) throws Exception {
        String answer = node.admin()
                .run("query { triggerRun(id: \"" + id + "\") { id status cause attempts { id number status httpStatus"
                        + " errorMessage durationMs backendName } } }");
        return JSON.readTree(answer).at("/data/triggerRun");
    }

    private static JsonNode ended(String id) throws Exception {
        JsonNode run = run(id);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (run.get("status").textValue().matches("PENDING|RUNNING")) {
            assertThat(System.nanoTime()).as(run.toString()).isLessThan(deadline);
            Thread.sleep(20);
            run = run(id);
        }
        return run;
    }

    private static String signature(String secret, Called call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed =
                call.headers().get("webhook-id") + "." + call.headers().get("webhook-timestamp") + "." + call.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** Steps 1 to 3 of the reference's "Trigger-Based Workflow", with another schedule beside so that something is due soon. */
    @Test
    void theWorkflowOfTheReferenceLeadsToCallbacks() throws Exception {
        Client admin = node.admin();
        admin.idOf("mutation { createEndpoint(applicationId: \"" + application + "\" input: { name: \"Order Processor\""
                + " description: \"Processes orders\" consumeURL: \"/api/orders/process\""
                + " url: \"https://backend.example.com/process-orders\" enabled: true authType: Bearer }) { id } }");
        admin.idOf("mutation { createTrigger(applicationId: \"" + application + "\" input: {"
                + " name: \"Hourly Order Processing\" description: \"Processes orders hourly\""
                + " cronExpression: \"0 * * * *\" runKey: \"hourly-orders\" enabled: true }) { id } }");
        String soon = trigger(application, "* * * * * *");
        HttpResponse<String> answer = register("{\"name\": \"Order Service\", \"callbackUrl\": \"http://127.0.0.1:"
                + receiver.getAddress().getPort() + "/triggers/callback\", \"applicationId\": \"" + application
                + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode backend = JSON.readTree(answer.body());
        assertThat(backend.get("name").textValue()).isEqualTo("Order Service");
        assertThat(backend.get("machineUserId").textValue()).isNotBlank();

        Called first = next("/triggers/callback");
        Called second = next("/triggers/callback");
        admin.run("mutation { updateTrigger(id: \"" + soon + "\", input: {enabled: false}) { id } }");

        assertThat(first.json().fieldNames())
                .toIterable()
                .containsExactly(
                        "runId",
                        "triggerId",
                        "triggerName",
                        "runKey",
                        "scheduledAt",
                        "attempt",
                        "applicationId",
                        "applicationSlug",
                        "tenantId",
                        "tenantSlug",
                        "projectId");
        assertThat(first.json().get("triggerId").textValue()).isEqualTo(soon);
        assertThat(first.json().get("attempt").intValue()).isEqualTo(1);
        assertThat(first.json().get("applicationSlug").textValue()).isEqualTo("web");
        assertThat(first.headers())
                .containsEntry("webhook-id", first.json().get("runId").textValue());
        assertThat(first.headers())
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("authorization");
        assertThat(first.headers().get("webhook-signature"))
                .isEqualTo(signature(backend.get("signingSecret").textValue(), first));
        assertThat(second.json().get("runId")).isNotEqualTo(first.json().get("runId"));
        assertThat(second.json().get("scheduledAt")).isNotEqualTo(first.json().get("scheduledAt"));
        assertThat(ended(first.json().get("runId").textValue()).get("status").textValue())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void aRunByHandCarriesTheTokenAndKeepsTheBeginningOfTheAnswer() throws Exception {
        String own = newApplication("by-hand");
        JsonNode backend = registered("/by-hand", own);
        String trigger = trigger(own, "@yearly");
        node.admin().run("mutation { updateTrigger(id: \"" + trigger + "\", input: {enabled: false}) { id } }");
        String run = node.admin().idOf("mutation { runTrigger(id: \"" + trigger + "\") { id } }");

        Called call = next("/by-hand");
        assertThat(call.headers()).containsEntry("authorization", "Bearer of-the-service");
        JsonNode ended = ended(run);
        assertThat(ended.get("cause").textValue()).isEqualTo("MANUAL");
        assertThat(ended.get("status").textValue()).isEqualTo("SUCCEEDED");
        String attempt = ended.at("/attempts/0/id").textValue();
        String answer =
                node.admin().run("query { triggerAnswer(attempt: \"" + attempt + "\") { httpStatus headers body } }");
        assertThat(JSON.readTree(answer).at("/data/triggerAnswer/body").textValue())
                .isEqualTo("x".repeat(4096));

        // Rotated, both secrets sign; sent again, the id is the same.
        String rotated = node.admin()
                .run("mutation { rotateBackendSecret(id: \"" + backend.get("id").textValue()
                        + "\") { signingSecret backend { id } } }");
        String fresh = JSON.readTree(rotated)
                .at("/data/rotateBackendSecret/signingSecret")
                .textValue();
        node.admin().run("mutation { redeliver(runId: \"" + run + "\") { id status } }");
        Called again = next("/by-hand");
        assertThat(again.headers().get("webhook-id")).isEqualTo(run);
        assertThat(again.json().get("attempt").intValue()).isEqualTo(2);
        assertThat(again.headers().get("webhook-signature").split(" "))
                .containsExactly(
                        signature(fresh, again),
                        signature(backend.get("signingSecret").textValue(), again));
        assertThat(ended(run).get("attempts")).hasSize(2);
    }

    @Test
    void aBackendThatIsGoneIsDisabledAndNotAskedAgain() throws Exception {
        String own = newApplication("gone");
        String backend = registered("/status/410", own).get("id").textValue();
        String trigger = trigger(own, "@yearly");
        String run = node.admin().idOf("mutation { runTrigger(id: \"" + trigger + "\") { id } }");

        assertThat(ended(run).get("status").textValue()).isEqualTo("FAILED");
        assertThat(node.admin().run("query { backend(id: \"" + backend + "\") { enabled gone } }"))
                .contains("\"enabled\":false", "\"gone\":true");
        String next = node.admin().run("mutation { runTrigger(id: \"" + trigger + "\") { id status } }");
        assertThat(next).contains("NO_BACKEND");
    }

    @Test
    void redirectsErrorsAndAnswersWithoutEndAreFailuresThatAreTriedAgain() throws Exception {
        for (String path : new String[] {"/status/302", "/status/500", "/long"}) {
            String own = newApplication("failing" + path.replace('/', '-'));
            registered(path, own);
            String run = node.admin().idOf("mutation { runTrigger(id: \"" + trigger(own, "@yearly") + "\") { id } }");
            next(path);
            JsonNode attempt = run(run).at("/attempts/0");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (attempt.path("status").asText().equals("RUNNING") || attempt.isMissingNode()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(20);
                attempt = run(run).at("/attempts/0");
            }
            assertThat(attempt.get("status").textValue()).as(path).isEqualTo("FAILED");
            assertThat(attempt.get("errorMessage").textValue()).as(path).isNotBlank();
            assertThat(run(run).get("status").textValue()).as(path).isEqualTo("RUNNING");
        }
        assertThat(CALLED).doesNotContainKey("/redirected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:///triggers/callback",
                "https://user:password@payment.example.com/callback",
                "http://169.254.169.254/latest",
                "http://0x7f000001/",
                "ftp://payment.example.com/",
                "payment.example.com/callback"
            })
    void urlsThatMustNotBeCalledAreRefused(String url) throws Exception {
        HttpResponse<String> answer = register("{\"name\":\"Bad\",\"callbackUrl\":\"" + url + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("BAD_USER_INPUT", "callbackUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cronExpression: \"0 0 31 2 *\"",
                "cronExpression: \"0 0 0 1 1 * 2026\"",
                "cronExpression: \"0 0 * * *\", timeZone: \"Europe/Budapset\"",
                "cronExpression: \"0 0 * * *\", runKey: \"11111111111111111111111111111111111111111111111111"
                        + "111111111111111111111111111111111111111111111111111\""
            })
    void badInputIsRefused(String input) throws Exception {
        String answer = node.admin()
                .run("mutation { createTrigger(applicationId: \"" + application + "\", input: {name: \"Bad\", " + input
                        + "}) { id } }");
        assertThat(answer).contains("BAD_USER_INPUT");
    }
}
