package dev.productify.manager.server.system;

import static dev.productify.manager.server.system.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is a clear one with a code, no table has a row more or less, and the node goes on. */
@Timeout(60)
class BadInputTest {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final String ABSENT = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L).toString();

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static OwnerSql sql;
    private static Node node;
    private static Client admin;
    private static Client stranger;
    private static String project;
    private static String tenant;
    private static String application;

    private Map<String, Long> before;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        node = Node.start(folder.resolve("data"), Node.variables(database));
        sql = new OwnerSql(database.owner());
        admin = node.admin();
        project = admin.idOf("mutation { createProject(input: {name: \"One\"}) { id } }");
        tenant = admin.idOf("mutation { createTenant(projectId: \"" + project + "\", input: {name: \"A\"}) { id } }");
        application = admin.idOf(
                "mutation { createApplication(tenantId: \"" + tenant + "\", input: {name: \"Shop\"}) { id } }");
        stranger = node.as(newUser("stranger"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        sql.close();
        database.close();
    }

    @BeforeEach
    void count() throws Exception {
        before = sql.rowCounts();
    }

    @AfterEach
    void nothingHappened() throws Exception {
        assertThat(sql.rowCounts()).isEqualTo(before);
        assertThat(admin.run("{ me { username } }")).isEqualTo("{\"data\":{\"me\":{\"username\":\"admin\"}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "nonsense",
                "[]",
                "{} {}",
                "{\"query\":1}",
                "{\"query\":\"{ me { id } }\",\"query\":\"{ me { id } }\"}",
                "{\"query\":\"{ me { id } }\",\"variables\":[1]}",
                "{\"query\":\"{ me { id } }\",\"operationName\":7}"
            })
    void whatIsNoRequestIsRefused(String body) throws Exception {
        assertRefused(admin.post(body), 400, "BAD_USER_INPUT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                          | GRAPHQL_PARSE_FAILED
            { me { nothing } }                                                         | GRAPHQL_VALIDATION_FAILED
            { nothing }                                                                | GRAPHQL_VALIDATION_FAILED
            mutation { createProject(input: {name: "X", colour: "red"}) { id } }       | GRAPHQL_VALIDATION_FAILED
            mutation { createProject(input: {slug: "x"}) { id } }                      | GRAPHQL_VALIDATION_FAILED
            mutation { createProject(input: {name: ""}) { id } }                       | BAD_USER_INPUT
            mutation { createProject(input: {name: "  "}) { id } }                     | BAD_USER_INPUT
            mutation { createProject(input: {name: "X", slug: "two words"}) { id } }   | BAD_USER_INPUT
            mutation { createProject(input: {name: "X", slug: "Upper"}) { id } }       | BAD_USER_INPUT
            mutation { createProject(input: {name: "X", slug: "-x"}) { id } }          | BAD_USER_INPUT
            mutation { createProject(input: {name: "X", slug: "ı"}) { id } }           | BAD_USER_INPUT
            mutation { createProject(input: {name: "X\\u0000Y"}) { id } }              | BAD_USER_INPUT
            mutation { deleteProject(id: "one") }                                      | BAD_USER_INPUT
            mutation { deleteProject(id: "") }                                         | BAD_USER_INPUT
            mutation { deleteProject(id: 7) }                                          | BAD_USER_INPUT
            mutation { createTenant(projectId: "1-1-1-1-1", input: {name: "T"}) { id } } | BAD_USER_INPUT
            { project(slug: "\\u0000") { id } }                                        | BAD_USER_INPUT
            { projects(filters: [{field: "colour", value: "red"}]) { id } }            | BAD_USER_INPUT
            { projects(filters: [{field: "id", value: "red"}]) { id } }                | BAD_USER_INPUT
            { projects(filters: [{field: "created_after", value: "tomorrow"}]) { id } } | BAD_USER_INPUT
            { projects(filters: [{field: "created_after", value: "+999999999-01-01T00:00:00Z"}]) { id } } | BAD_USER_INPUT
            { projects(filters: [{field: "created_before", value: "-99999-01-01T00:00:00Z"}]) { id } } | BAD_USER_INPUT
            { projects(pagination: {limit: 0, offset: 0}) { id } }                     | BAD_USER_INPUT
            { projects(pagination: {limit: 1001, offset: 0}) { id } }                  | BAD_USER_INPUT
            { projects(pagination: {limit: 1, offset: -1}) { id } }                    | BAD_USER_INPUT
            mutation { createProject(input: {name: "One", slug: "one"}) { id } }       | CONFLICT
            """)
    void whatBreaksARuleIsRefusedWithItsCode(String document, String code) throws Exception {
        assertRefused(admin.query(document), 200, code);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a name of 201 characters", "name", Client.quoted("x".repeat(201))),
                Arguments.of("a slug of 64 characters", "slug", Client.quoted("x".repeat(64))),
                Arguments.of("a zero character", "name", "\"a\\u0000b\""),
                Arguments.of("a zero character in a description", "description", "\"a\\u0000b\""),
                Arguments.of("the first half of a pair", "name", "\"a\\ud83db\""),
                Arguments.of("the second half of a pair", "description", "\"a\\ude80b\""),
                Arguments.of("a number for a text", "name", "5"),
                Arguments.of("a list for a text", "name", "[\"x\", \"y\"]"),
                Arguments.of("an object for a text", "slug", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void textsThatCannotBeKeptAreRefused(String what, String field, String json) throws Exception {
        String others = field.equals("name") ? "" : "\"name\":\"X\",";
        HttpResponse<String> answer = admin.query(
                "mutation($input: CreateProjectInput!) { createProject(input: $input) { id } }",
                "{\"input\":{" + others + Client.quoted(field) + ":" + json + "}}");

        assertRefused(answer, 200, "BAD_USER_INPUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "\"\\ud83d\"", "\"a\\ude80\""})
    void aFilterForWhatNoRowCanHoldIsRefused(String json) throws Exception {
        HttpResponse<String> answer = admin.query(
                "query($value: String!) { projects(filters: [{field: \"name\", value: $value}]) { id } }",
                "{\"value\":" + json + "}");

        assertRefused(answer, 200, "BAD_USER_INPUT");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndOneWithinItIsRead() throws Exception {
        assertRefused(admin.post("x".repeat(MOST_BYTES + 1)), 413, "BAD_USER_INPUT");
        assertRefused(admin.post("x".repeat(MOST_BYTES)), 400, "BAD_USER_INPUT");
        assertRefused(admin.post("[".repeat(MOST_BYTES)), 400, "BAD_USER_INPUT");
        String junk = "{\"query\":\"" + "{a".repeat(MOST_BYTES / 2 - 20) + "\"}";
        assertThat(admin.post(junk).body())
                .contains("\"errors\":[", "\"code\":\"")
                .doesNotContain("INTERNAL");
    }

    @Test
    void aBodyOfWhichTheEndNeverComesIsRefused() throws Exception {
        try (Socket socket =
                new Socket(node.manager().uri().getHost(), node.manager().uri().getPort())) {
            String head = "POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                    + admin.token() + "\r\nContent-Length: 1000\r\n\r\n{\"query\":\"mutation { createProject";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"BAD_USER_INPUT\"");
        }
    }

    @Test
    void whoCannotBeMadeOutIsAnsweredInTheFormOfGraphQl() throws Exception {
        String expired = newUserWhoseTokenExpired();
        before = sql.rowCounts();
        String token = admin.token();
        String body = "{\"query\":\"{ me { id } }\"}";
        char other = token.endsWith("A") ? 'B' : 'A';
        List<String> headers = List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic !",
                "Bearer nonsense",
                "Bearer " + token.substring(0, token.length() - 1) + other,
                "Bearer " + token + "A",
                "Bearer muser_" + token.substring(4),
                "Bearer psn_" + token.substring(4),
                "Bearer pfy_",
                "Bearer " + expired,
                token);
        assertUnauthenticated(Client.send(admin.posting(body)));
        for (String header : headers) {
            assertUnauthenticated(Client.send(admin.posting(body).header("Authorization", header)));
        }
        HttpRequest.Builder twice = admin.posting(body)
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token);
        assertUnauthenticated(Client.send(twice));
    }

    @Test
    void thingsOfOthersAreAnsweredAsIfTheyDidNotExist() throws Exception {
        Map<String, String> documents = Map.of(
                "{ tenant(projectId: \"ID\", slug: \"a\") { id } }",
                project,
                "{ application(projectId: \"ID\", tenantId: \"" + tenant + "\", slug: \"shop\") { id } }",
                project,
                "{ application(projectId: \"" + project + "\", tenantId: \"ID\", slug: \"shop\") { id } }",
                tenant,
                "mutation { updateProject(id: \"ID\", input: {name: \"X\"}) { id } }",
                project,
                "mutation { deleteProject(id: \"ID\") }",
                project,
                "mutation { createTenant(projectId: \"ID\", input: {name: \"X\", slug: \"a\"}) { id } }",
                project,
                "mutation { updateTenant(id: \"ID\", input: {slug: \"a\"}) { id } }",
                tenant,
                "mutation { deleteTenant(id: \"ID\") }",
                tenant,
                "mutation { createApplication(tenantId: \"ID\", input: {name: \"X\", slug: \"shop\"}) { id } }",
                tenant,
                "mutation { deleteApplication(id: \"ID\") }",
                application);
        for (Map.Entry<String, String> document : documents.entrySet()) {
            String foreign = document.getValue();
            HttpResponse<String> ofForeign = stranger.query(document.getKey().replace("ID", foreign));
            HttpResponse<String> ofAbsent = stranger.query(document.getKey().replace("ID", ABSENT));

            assertRefused(ofForeign, 200, "NOT_FOUND");
            assertThat(ofForeign.body().replace(foreign, ABSENT)).isEqualTo(ofAbsent.body());
            assertThat(names(ofForeign)).isEqualTo(names(ofAbsent));
        }
        assertThat(stranger.run("{ project(slug: \"one\") { id } }").replace("one", "two"))
                .isEqualTo(stranger.run("{ project(slug: \"two\") { id } }"));
        assertThat(stranger.run("{ projects { id } tenants(projectSlug: \"one\") { id } }"))
                .doesNotContain(project, tenant);
    }

    @Test
    void documentsThatAreTooDeepOrTooBroadAreRefusedBeforeTheyRun() throws Exception {
        String deep = "{ projects " + "{ tenants { project ".repeat(8) + "{ id" + " }".repeat(18);
        String cycle = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
        String broad = "{" + " me { id }".repeat(3_000) + " }";
        String aliases = Stream.iterate(0, i -> i + 1)
                .limit(31)
                .map(i -> "a" + i + ": me { id }")
                .reduce("{", (one, next) -> one + " " + next);
        for (String document : List.of(deep, cycle, broad, aliases + " }")) {
            assertRefused(admin.query(document), 200, "GRAPHQL_VALIDATION_FAILED");
        }
        assertRefused(admin.query("{ a(b: " + "[".repeat(10_000) + ") }"), 200, "GRAPHQL_PARSE_FAILED");
        assertRefused(admin.query("{ me { id } }", "[".repeat(200) + "]".repeat(200)), 400, "BAD_USER_INPUT");
    }

    private static void assertUnauthenticated(HttpResponse<String> answer) {
        assertRefused(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private static List<String> names(HttpResponse<?> answer) {
        return answer.headers().map().keySet().stream().sorted().toList();
    }

    private static String newUserWhoseTokenExpired() throws Exception {
        String token = newUser("late");
        sql.execute("update personal_access_token set expires_at = now() - interval '1 second'"
                + " where user_id = (select id from user_account where username = 'late')");
        return token;
    }

    private static String newUser(String name) throws Exception {
        String made = admin.run("mutation { createUser(input: {username: \"" + name + "\", email: \"" + name
                + "@example.com\", generateToken: true}) { token } }");
        return made.replaceAll(".*\"token\":\"(pfy_[^\"]+)\".*", "$1");
    }
}
