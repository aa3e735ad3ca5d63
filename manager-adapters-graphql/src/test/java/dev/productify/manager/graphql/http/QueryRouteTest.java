package dev.productify.manager.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.Desk;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRouteTest {
    private static final String GRAPHQL = "application/graphql-response+json";

    private final Client client = new Client();

    @AfterEach
    void stop() {
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "[{\"query\":\"{ me { id } }\"}]",
                "\"{ me { id } }\"",
                "{}",
                "{\"query\":null}",
                "{\"query\":7}",
                "{\"query\":\"{ me { id } }\",\"query\":\"{ me { id } }\"}",
                "{\"query\":\"{ me { id } }\"} x",
                "{\"query\":\"{ me { id } }\"}{}",
                "{\"query\":\"{ me { id } }\",\"variables\":[]}",
                "{\"query\":\"{ me { id } }\",\"variables\":\"{}\"}",
                "{\"query\":\"{ me { id } }\",\"operationName\":7}",
                "{\"query\":\"{ me { id } }\",\"operationName\":\"absent\"}",
                "{\"query\":\"{ me { id } }\",\"extensions\":[]}",
                "{\"query\":\"{ me { id }\"}",
                "{\"query\":\"{ nothing }\"}",
                "{\"query\":\"{ \\ud800 }\"}",
                "{\"query\":\"query ($p: Pagination) { projects(pagination: $p) { id } }\",\"variables\":{\"p\":7}}",
                "{\"query\":\"query ($p: Pagination!) { projects(pagination: $p) { id } }\"}"
            })
    void whatIsNoRequestIsAnswered400AndInTheFormOfGraphQl(String body) {
        HttpResponse<String> answer = client.post(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Desk.codes(Client.json(answer))).isNotEmpty().doesNotContain("INTERNAL");
        assertThat(Client.json(answer).has("data")).isFalse();
        assertThat(client.desk.transactions.opened()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"{ me { username } }\",\"unknown\":1}",
                "{\"query\":\"{ me { username } }\",\"variables\":null,\"operationName\":null,\"extensions\":null}",
                "{\"query\":\"query a { me { username } } query b { nothing: __typename }\",\"operationName\":\"a\"}",
                "{\"query\":\"{ me { username } }\",\"variables\":{\"unused\":1},\"extensions\":{\"x\":{}}}"
            })
    void whatIsARequestIsAnswered(String body) {
        HttpResponse<String> answer = client.post(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"me\":{\"username\":\"admin\"}}}");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(GRAPHQL);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"query\":"})
    void deepJsonIsRefused(String opening) {
        assertThat(client.post(opening.repeat(Client.MAX_BODY / opening.length()))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ me ",
                "{ projects(filters: [",
                "{ __schema { types { ofType ",
                "query ($a: [",
                "{ ... on Query "
            })
    void deepGraphQlIsRefused(String opening) {
        int room = (Client.MAX_BODY - 20) / opening.length();
        HttpResponse<String> answer = client.post("{\"query\":\"" + opening.repeat(room) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Desk.codes(Client.json(answer))).startsWith("GRAPHQL_");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                    | 415
            text/plain                              | 415
            application/graphql                     | 415
            multipart/form-data; boundary=x         | 415
            application/json; charset=iso-8859-1    | 415
            application/json; charset=utf-8         | 200
            Application/JSON; Charset="UTF-8"       | 200
            """)
    void onlyJsonInUtf8IsRead(String contentType, int status) {
        byte[] body = "{\"query\":\"{ me { id } }\"}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = contentType == null
                ? client.send("POST", "/query", body)
                : client.send("POST", "/query", body, "Content-Type", contentType);

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                                                    | 200 | application/json
            */*                                                                 | 200 | application/json
            application/*                                                       | 200 | application/json
            application/graphql-response+json                                   | 400 | application/graphql-response+json
            application/graphql-response+json, application/json;q=0.9           | 400 | application/graphql-response+json
            application/json, application/graphql-response+json                 | 400 | application/graphql-response+json
            application/graphql-response+json;q=0.1, application/json           | 200 | application/json
            application/graphql-response+json; charset=utf-8, multipart/mixed   | 400 | application/graphql-response+json
            text/html                                                           | 406 | application/json
            application/json;q=0                                                | 406 | application/json
            """)
    void theAnswerIsWhatTheClientTakes(String accept, int statusOfAWrongDocument, String type) {
        byte[] body = "{\"query\":\"{ nothing }\"}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                client.send("POST", "/query", body, "Content-Type", "application/json", "Accept", accept);

        assertThat(answer.statusCode()).isEqualTo(statusOfAWrongDocument);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type + ";");
        assertThat(Client.json(answer).has("errors")).isTrue();
    }

    @Test
    void queriesAreTakenByGet() {
        String query = encoded("query ($slug: String!) { project(slug: $slug) { id } }");
        HttpResponse<String> answer =
                client.get("/query?query=" + query + "&variables=" + encoded("{\"slug\":\"nope\"}"), "Accept", GRAPHQL);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Desk.message(Client.json(answer))).isEqualTo("Project not found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?query=", "?query=%ZZ", "?query=%7Bme%7Bid%7D%7D&variables=%5B%5D", "?query=a&query=b"})
    void aGetThatIsNoRequestIsAnswered400(String address) throws IOException {
        assertThat(raw("GET /query" + address + " HTTP/1.1\r\nHost: x\r\nAccept: " + GRAPHQL
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void mutationsAreNotTakenByGet() {
        HttpResponse<String> answer =
                client.get("/query?query=" + encoded("mutation { createProject(input: { name: \"x\" }) { id } }"));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertThat(client.desk.transactions.opened()).isZero();
    }

    @Test
    void aBodyThatIsTooLargeIsAnswered413() {
        String filler = " ".repeat(Client.MAX_BODY - 29);
        assertThat(client.post("{\"query\":\"{ me { id } }\"}" + filler).statusCode())
                .isEqualTo(200);
        assertThat(client.post("{\"query\":\"{ me { id } }\"}" + filler + "       ")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsCutOffToo() throws IOException {
        String chunk = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
        assertThat(raw("POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk + chunk + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatEndsEarlyIsAnswered400() throws IOException {
        assertThat(raw("POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\nConnection: close\r\n\r\n{\"query\":"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = "{\"query\":\"{ me { id } }\",\"x\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = "{\"query\":\"{ me { id } }\"}".getBytes(StandardCharsets.UTF_16BE);

        assertThat(client.send("POST", "/query", latin, "Content-Type", "application/json", "Accept", GRAPHQL)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.send("POST", "/query", wide, "Content-Type", "application/json", "Accept", GRAPHQL)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void halfOfASurrogatePairInAMessageDoesNoHarm() {
        HttpResponse<String> answer = client.post(
                "{\"query\":\"query ($f: String!) { projects(filters: [{ field: $f, value: \\\"\\\" }]) { id } }\","
                        + "\"variables\":{\"f\":\"\\ud800\"}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Desk.message(Client.json(answer))).contains("there is no field \"\uFFFD\"");
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHENTICATED, 401", "RATE_LIMITED, 429", "UNAVAILABLE, 503", "FORBIDDEN, 403"})
    void whoIsNotLetInIsToldByTheStatusAndInTheFormOfGraphQl(ErrorCode code, int status) {
        client.refusal = new ManagerException(code, "Stay out");

        HttpResponse<String> answer = client.post("not even JSON");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"errors\":[{\"message\":\"Stay out\",\"extensions\":{\"code\":\"" + code + "\"}}]}");
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    @Test
    void aFaultOutsideOfTheEngineShowsNothing() {
        client.refusal = new IllegalStateException("secret of the inside");

        HttpResponse<String> answer = client.post("{}");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("INTERNAL_SERVER_ERROR").doesNotContain("secret");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", client.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> keyed(String key, String body) {
        return client.send(
                "POST",
                "/query",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);
    }

    private static boolean isReplayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotent-Replayed").equals(Optional.of("true"));
    }

    private static final String CREATION =
            "{\"query\":\"mutation($i: CreateProjectInput!) { createProject(input: $i) { id slug } }\",\"variables\":%s}";

    @Test
    void aMutationThatIsRepeatedWithItsKeyIsAnsweredAsBefore() {
        HttpResponse<String> first = keyed("one", CREATION.formatted("{\"i\":{\"name\":\"Shop\",\"slug\":\"shop\"}}"));
        HttpResponse<String> again =
                keyed("\"one\"", CREATION.formatted("{ \"i\": {\"slug\":\"shop\", \"name\":\"Shop\"} }"));

        assertThat(first.body()).contains("\"slug\":\"shop\"");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(isReplayed(first)).isFalse();
        assertThat(isReplayed(again)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"mutation { createProject(input: {name: \\\"Other\\\"}) { id } }\"}",
                "{\"query\":\"mutation A { createProject(input: {name: \\\"Shop\\\"}) { id } }\",\"operationName\":\"A\"}",
                "{\"query\":\"mutation { createProject(input: {name: \\\"Shop\\\"}) { id } }\",\"variables\":{\"x\":1}}"
            })
    void aKeyIsForOneDocumentWithItsVariablesAndOperation(String other) {
        keyed("one", "{\"query\":\"mutation { createProject(input: {name: \\\"Shop\\\"}) { id } }\"}");

        HttpResponse<String> refused = keyed("one", other);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Desk.codes(Client.json(refused))).isEqualTo("CONFLICT");
        assertThat(refused.body()).contains("was used for another request");
    }

    @Test
    void aRefusalIsRepeatedAndWhatDidNotRunIsNot() {
        String refused = "{\"query\":\"mutation { deleteProject(id: \\\"01890000-0000-7000-8000-000000000000\\\") }\"}";
        HttpResponse<String> first = keyed("one", refused);
        assertThat(Desk.codes(Client.json(first))).isEqualTo("NOT_FOUND");
        assertThat(keyed("one", refused).body()).isEqualTo(first.body());
        assertThat(isReplayed(keyed("one", refused))).isTrue();

        // Of these nothing ran, so that the key is still free.
        for (String unrun : new String[] {"{", "{\"query\":\"mutation { nothing }\"}", CREATION.formatted("{}")}) {
            assertThat(isReplayed(keyed("two", unrun))).isFalse();
            assertThat(isReplayed(keyed("two", unrun))).isFalse();
        }
        assertThat(keyed("two", CREATION.formatted("{\"i\":{\"name\":\"Shop\"}}"))
                        .body())
                .contains("\"slug\":\"shop\"");
    }

    @Test
    void queriesHaveNoKeys() {
        String query = "{\"query\":\"{ projects { slug } }\"}";

        assertThat(keyed("one", query).body()).isEqualTo("{\"data\":{\"projects\":[]}}");
        client.ask("mutation { createProject(input: {name: \"Shop\"}) { id } }");
        assertThat(keyed("one", query).body()).isEqualTo("{\"data\":{\"projects\":[{\"slug\":\"shop\"}]}}");
        assertThat(keyed("not a key", query).statusCode()).isEqualTo(200);
        assertThat(keyed("not a key", CREATION.formatted("{\"i\":{\"name\":\"X\"}}"))
                        .statusCode())
                .isEqualTo(400);
    }
}
