package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machine users on a running node: how they prove themselves, and what is refused. */
class MachineUsersTest {
    private static final String INVALID =
            "{\"valid\":false,\"error\":\"Invalid credentials\",\"code\":\"INVALID_CREDENTIALS\",\"status\":401}";
    private static final String PROXY_TOKEN = "proxy-token-of-this-test";
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Node node;
    private static String tenant;
    private static String robotId;
    private static String robotToken;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new LinkedHashMap<>(Node.variables(database));
        variables.put("PFY_PROXY_TOKEN", PROXY_TOKEN);
        node = Node.start(folder.resolve("data"), variables);
        String project = node.admin().idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        tenant = node.admin()
                .idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        String made = create("robot", "__GENERATE_TOKEN__");
        robotId = Client.idIn(made);
        robotToken = made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
        create("secretary", PASSWORD);
    }

    @AfterAll
    static void stop() {
        node.close();
        database.close();
    }

    private static String create(String username, String secret) throws Exception {
        return node.admin()
                .run("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant + "\", input: {name: \"M\","
                        + " username: \"" + username + "\", hashedKey: \"" + secret + "\", enabled: true})"
                        + " { generatedToken machineUser { id } } }");
    }

    @Test
    void aMachineUserIsToldWhoItIs() throws Exception {
        String expected =
                "{\"authenticated\":true,\"machineUserId\":\"" + robotId + "\",\"tenantId\":\"" + tenant + "\"}";

        for (String authorization :
                List.of("Bearer " + robotToken, basic("robot", robotToken), basic("Robot", robotToken))) {
            HttpResponse<String> answer = get("/api/machine/check", authorization);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(expected);
        }
        assertThat(get("/api/machine/check", basic("secretary", PASSWORD)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void peopleAreNoMachineUsersAndNobodyIsNobody() throws Exception {
        String admin = "Bearer " + Node.adminToken(folder.resolve("data"));

        assertProblem(get("/api/machine/check", admin), 403, "FORBIDDEN");
        assertProblem(get("/api/machine/check"), 401, "UNAUTHENTICATED");
        assertProblem(
                get("/api/machine/check", "Bearer " + robotToken, "Bearer " + robotToken), 401, "UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !",
                "Basic cm9ib3Q=",
                "Basic cm9ib3Q6bXV",
                "Basic cm9ib3Q6/w==",
                "Bearer",
                "Bearer muser_x"
            })
    void whatCannotBeReadAsCredentialsIsRefused(String authorization) throws Exception {
        assertProblem(get("/api/machine/check", authorization), 401, "UNAUTHENTICATED");
    }

    @Test
    void aHeaderOf64KibIsTooLarge() throws Exception {
        assertThat(get("/api/machine/check", "Bearer " + "x".repeat(64 * 1024)).statusCode())
                .isEqualTo(431);
    }

    @Test
    void itActsInItsTenantAndNowhereElse() throws Exception {
        Client robot = node.as(robotToken);

        assertThat(robot.run("mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Web\"})"
                        + " { name } }"))
                .isEqualTo("{\"data\":{\"createApplication\":{\"name\":\"Web\"}}}");
        assertThat(robot.query("{ me { id } }").body()).contains("FORBIDDEN");
        assertThat(robot.query("{ machineUsers(tenant: \"" + tenant + "\") { id } }")
                        .body())
                .contains("FORBIDDEN");
        assertThat(robot.query("mutation { deleteMachineUser(id: \"" + robotId + "\") }")
                        .body())
                .contains("NOT_FOUND");
    }

    @Test
    void theProxyIsToldWhoseCredentialsAreRight() throws Exception {
        String expected = "{\"valid\":true,\"tenantId\":\"" + tenant + "\",\"machineUserId\":\"" + robotId + "\"}";

        HttpResponse<String> answer = validate("robot", robotToken, "192.0.2.1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected);
        assertThat(validate("secretary", PASSWORD, "192.0.2.1").statusCode()).isEqualTo(200);
        String token = Node.adminToken(folder.resolve("data"));
        assertThat(post("/api/validate-proxy-auth", "{\"token\":\"" + token + "\"}", PROXY_TOKEN, "192.0.2.1")
                        .body())
                .startsWith("{\"valid\":true,\"userId\":\"")
                .endsWith("\",\"username\":\"admin\"}");
    }

    @Test
    void everyNoLooksTheSame() throws Exception {
        String mistyped = robotToken.substring(0, robotToken.length() - 1) + (robotToken.endsWith("0") ? "1" : "0");
        List<HttpResponse<String>> answers = List.of(
                validate("robot", mistyped, "192.0.2.2"),
                validate("secretary", robotToken, "192.0.2.2"),
                validate("nobody", robotToken, "192.0.2.2"),
                validate("secretary", "wrong horse battery", "192.0.2.2"),
                validate("nobody", "wrong horse battery", "192.0.2.2"),
                validate("", "", "192.0.2.2"),
                validate("secretary", "x".repeat(100_000), "192.0.2.2"),
                post("/api/validate-proxy-auth", "{\"token\":\"" + robotToken + "\"}", PROXY_TOKEN, "192.0.2.2"),
                post("/api/validate-proxy-auth", "{\"token\":\"x\"}", PROXY_TOKEN, "192.0.2.2"),
                post("/api/validate-machine-user", credentials("robot", robotToken), "wrong-proxy-token", "192.0.2.2"),
                post("/api/validate-machine-user", credentials("robot", robotToken), "", "192.0.2.2"));

        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo(INVALID);
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(answers.get(0).headers().map().keySet());
        }
    }

    @Test
    void whoFailsTooOftenIsToldWhenToComeBackAndOthersAreNotKeptOut() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(validate("secretary", "wrong horse battery", "192.0.2.3").statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> refused = validate("secretary", PASSWORD, "192.0.2.3");
        assertProblem(refused, 429, "RATE_LIMITED");
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 30);
        assertThat(validate("secretary", PASSWORD, "192.0.2.4").statusCode()).isEqualTo(200);
        assertThat(validate("robot", robotToken, "192.0.2.3").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{}",
                "{\"username\":\"robot\"}",
                "{\"username\":1,\"token\":\"x\"}",
                "null"
            })
    void aBodyThatSaysNothingIsRefused(String body) throws Exception {
        assertProblem(post("/api/validate-machine-user", body, PROXY_TOKEN, "192.0.2.5"), 400, "BAD_USER_INPUT");
        if (!body.contains("token")) {
            assertProblem(post("/api/validate-proxy-auth", body, PROXY_TOKEN, "192.0.2.5"), 400, "BAD_USER_INPUT");
        }
    }

    @ParameterizedTest
    @CsvSource({"11,false", "12,true", "128,true", "129,false"})
    void passwordsHave12To128Characters(int length, boolean taken) throws Exception {
        String answer = node.admin()
                .query("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant + "\", input: {name: \"M\","
                        + " username: \"p" + length + "\", hashedKey: \"" + "x".repeat(length) + "\"})"
                        + " { machineUser { tokenPrefix } } }")
                .body();

        assertThat(answer).contains(taken ? "\"tokenPrefix\":null" : "BAD_USER_INPUT");
    }

    @Test
    void aHashThatWouldTake4GibIsRefused() throws Exception {
        String answer = node.admin()
                .query("mutation { createMachineUserWithCredentials(tenantId: \"" + tenant + "\", input: {name: \"M\","
                        + " username: \"huge\", hashedKey: \"$argon2id$v=19$m=4194304,t=2,p=1$"
                        + "AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA\"}) { machineUser { id } } }")
                .body();

        assertThat(answer).contains("BAD_USER_INPUT", "m must be 8 to 65536");
    }

    @Test
    void aHashFromOutsideSignsIn() throws Exception {
        create("imported", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(get("/api/machine/check", basic("imported", "password")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDisabledOneIsRefusedWithTheNextRequest() throws Exception {
        String made = create("u" + UUID.randomUUID(), "__GENERATE_TOKEN__");
        String bearer = "Bearer " + made.replaceAll("(?s).*\"generatedToken\":\"([^\"]+)\".*", "$1");
        assertThat(get("/api/machine/check", bearer).statusCode()).isEqualTo(200);

        node.admin()
                .run("mutation { updateMachineUser(id: \"" + Client.idIn(made)
                        + "\", input: {enabled: false}) { id } }");

        assertProblem(get("/api/machine/check", bearer), 401, "UNAUTHENTICATED");
    }

    private static HttpResponse<String> validate(String username, String secret, String source) throws Exception {
        return post("/api/validate-machine-user", credentials(username, secret), PROXY_TOKEN, source);
    }

    private static String credentials(String username, String secret) {
        return "{\"username\":\"" + username + "\",\"token\":\"" + secret + "\"}";
    }

    private static HttpResponse<String> post(String path, String body, String proxyToken, String source)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        node.manager().uri().resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.9, " + source)
                .POST(BodyPublishers.ofString(body));
        if (!proxyToken.isEmpty()) {
            request.header("X-Proxy-Token", proxyToken);
        }
        return Client.send(request);
    }

    private static HttpResponse<String> get(String path, String... authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.manager().uri().resolve(path));
        for (String value : authorization) {
            request.header("Authorization", value);
        }
        return Client.send(request);
    }

    private static String basic(String username, String password) {
        String pair = username + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"status\":" + status);
    }
}
