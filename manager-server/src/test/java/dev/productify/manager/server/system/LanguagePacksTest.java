package dev.productify.manager.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Language packs by REST, on two nodes with one database. */
@Timeout(90)
class LanguagePacksTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final int MOST_BODY = 17 * 1024 * 1024;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static Node here;
    private static Node there;
    private static String token;
    private static int count;

    private String project;
    private String application;

    @BeforeAll
    static void start() throws Exception {
        database = PostgresForTests.create(PostgresForTests.EMPTY);
        Map<String, String> variables = new HashMap<>(Node.variables(database));
        variables.put("PFY_SECRETS_KEY", KEY);
        here = Node.start(folder.resolve("here"), variables);
        there = Node.start(folder.resolve("there"), variables);
        token = Node.adminToken(folder.resolve("here"));
    }

    @AfterAll
    static void stop() throws Exception {
        there.close();
        here.close();
        database.close();
    }

    @BeforeEach
    void plant() throws Exception {
        Client admin = here.admin();
        project = admin.idOf("mutation { createProject(input: { name: \"P%d\" }) { id } }".formatted(++count));
        String tenant = admin.idOf(
                "mutation { createTenant(projectId: \"%s\", input: { name: \"T\" }) { id } }".formatted(project));
        application = admin.idOf(
                "mutation { createApplication(tenantId: \"%s\", input: { name: \"A\" }) { id } }".formatted(tenant));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }

    private HttpRequest.Builder file(String name) {
        return HttpRequest.newBuilder(
                        here.manager().uri().resolve("/api/projects/" + project + "/language-packs/" + name))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> put(String name, String body) throws Exception {
        return send(file(name).PUT(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder texts(Node node, String locale) {
        return HttpRequest.newBuilder(
                node.manager().uri().resolve("/api/language-packs/" + application + "/" + locale));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void whatWasExportedIsImportedUnchanged() throws Exception {
        String file = "{\n  \"a.b\": \"\\\"é\\\" \\\\ \\n 😀\",\n  \"login\": \"\"\n}\n";

        HttpResponse<byte[]> made = put("hu-hu", file);
        HttpResponse<byte[]> exported = send(file("hu-HU"));
        HttpResponse<byte[]> again = put("hu-HU", text(exported));

        assertThat(made.statusCode()).as(text(made)).isEqualTo(201);
        assertThat(text(made)).contains("\"name\":\"hu-HU\",\"version\":1,\"contentCount\":2,\"keysAdded\":2");
        assertThat(text(exported)).isEqualTo(file);
        assertThat(header(exported, "Content-Disposition")).isEqualTo("attachment; filename=\"hu-HU.json\"");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(text(again)).contains("\"version\":1,\"contentCount\":2,\"keysAdded\":0");
    }

    @Test
    void anImportReplacesOrMerges() throws Exception {
        put("hu", "{\"a\":\"1\",\"b\":\"2\"}");
        put("hu?mode=merge", "{\"b\":\"II\",\"c\":\"3\"}");
        assertThat(text(send(texts(here, "hu")))).isEqualTo("{\"a\":\"1\",\"b\":\"II\",\"c\":\"3\"}");
        put("hu?mode=replace", "{\"c\":\"3\"}");
        assertThat(text(send(texts(here, "hu")))).isEqualTo("{\"c\":\"3\"}");
        assertThat(put("hu?mode=both", "{}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":\"c\"}} | flat",
                "{\"a\":[\"b\"]} | flat",
                "{\"a\":1} | no text",
                "{\"a\":null} | no text",
                "{\"a\":true} | no text",
                "{\"a\":\"1\",\"a\":\"2\"} | given twice",
                "[] | flat",
                "\"a\" | flat",
                "{\"a\":\"1\"} {} | behind",
                "{\"a\":\"1\", | well-formed",
                "{\"a\":\"\\ud83d\"} | halves",
                "{\"a\":\"\\u0000\"} | control",
                "{\"\":\"1\"} | 1 to 500",
            })
    void whatIsNoFlatObjectOfTextsIsRefusedAndChangesNothing(String body, String why) throws Exception {
        put("hu", "{\"a\":\"1\"}");

        HttpResponse<byte[]> refused = put("hu", body);

        assertThat(refused.statusCode()).as(text(refused)).isEqualTo(400);
        assertThat(text(refused)).contains("BAD_USER_INPUT").contains(why);
        assertThat(text(send(texts(here, "hu")))).isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void whatIsNoUtf8IsRefused() throws Exception {
        byte[] latin = "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(send(file("hu").PUT(BodyPublishers.ofByteArray(latin))).statusCode())
                .isEqualTo(400);
        assertThat(put("hu", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyHas17MiBAtMost() throws Exception {
        String object = "{\"a\":\"1\"}";

        assertThat(put("hu", " ".repeat(MOST_BODY - object.length()) + object).statusCode())
                .isEqualTo(201);
        HttpResponse<byte[]> announced = put("hu", " ".repeat(MOST_BODY - object.length() + 1) + object);
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(text(announced)).contains("PAYLOAD_TOO_LARGE").contains("17825792");
        byte[] streamed = (" ".repeat(MOST_BODY - object.length() + 1) + object).getBytes(UTF_8);
        HttpRequest.Builder unannounced =
                file("hu").PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(streamed)));
        assertThat(send(unannounced).statusCode()).isEqualTo(413);
    }

    @Test
    void twentyThousandKeysComeAndGo() throws Exception {
        StringBuilder file = new StringBuilder("{\"k0\":\"v\"");
        for (int i = 1; i < 20_000; i++) {
            file.append(",\"k").append(i).append("\":\"value ").append(i).append('"');
        }

        assertThat(put("hu", file + "}").statusCode()).isEqualTo(201);
        assertThat(text(send(texts(here, "hu"))))
                .startsWith("{\"k0\":\"v\",\"k1\":")
                .endsWith("\"value 9999\"}");
        HttpResponse<byte[]> tooMany = put("hu", file + ",\"one more\":\"\"}");
        assertThat(tooMany.statusCode()).isEqualTo(400);
        assertThat(text(tooMany)).contains("at most 20000 keys");
        assertThat(put("hu", "{}").statusCode()).isEqualTo(200);
        assertThat(text(send(texts(here, "hu")))).isEqualTo("{}");
    }

    @Test
    void pagesOfEveryOriginMayReadTextsAndCachesAskWhetherTheyAreStillRight() throws Exception {
        put("hu", "{\"a\":\"%s\"}".formatted("á".repeat(2000)));

        HttpResponse<byte[]> answer = send(texts(here, "hu-HU").header("Origin", "https://shop.example"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Content-Language")).isEqualTo("hu");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, no-cache");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();
        String tag = header(answer, "ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{24}\"");

        HttpResponse<byte[]> known = send(texts(here, "hu-HU").header("If-None-Match", "\"x\", W/" + tag));
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(header(known, "ETag")).isEqualTo(tag);
        assertThat(header(known, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(send(texts(there, "hu-HU").header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);

        HttpResponse<byte[]> zipped = send(texts(here, "hu-HU").header("Accept-Encoding", "br, gzip;q=0.5"));
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "ETag")).isNotEqualTo(tag);
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(plain.readAllBytes()).isEqualTo(answer.body());
        }
        assertThat(header(send(texts(here, "hu-HU").header("Accept-Encoding", "gzip;q=0")), "Content-Encoding"))
                .isEmpty();

        put("hu", "{\"a\":\"b\"}");
        HttpResponse<byte[]> fresh = send(texts(here, "hu-HU").header("If-None-Match", tag));
        assertThat(fresh.statusCode()).isEqualTo(200);
        assertThat(text(fresh)).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void aBrowserMayAskBeforehand() throws Exception {
        HttpResponse<byte[]> answer = send(texts(here, "hu")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "if-none-match"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(answer, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
        assertThat(header(answer, "Access-Control-Allow-Headers")).isEqualTo("*");
    }

    @Test
    void whatIsNotThereSaysSoToPagesToo() throws Exception {
        HttpResponse<byte[]> none = send(texts(here, "hu"));
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(text(none)).contains("There is no language pack for hu").contains("NOT_FOUND");
        assertThat(header(none, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(header(none, "Cache-Control")).isEqualTo("no-store");

        application = UUID.randomUUID().toString();
        HttpResponse<byte[]> nobodys = send(texts(here, "hu"));
        assertThat(nobodys.statusCode()).isEqualTo(404);
        assertThat(text(nobodys)).contains("Application not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hu_HU", "x", "hungarian-language", "hu%20HU"})
    void whatIsNoLanguageIsRefused(String locale) throws Exception {
        HttpResponse<byte[]> refused = send(texts(here, locale));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(text(refused)).contains("BCP 47");
    }

    @Test
    void whatChangesAtOneNodeIsRightAtTheOtherOne() throws Exception {
        put("hu", "{\"a\":\"1\"}");
        shownThere("200 {\"a\":\"1\"}");
        put("hu", "{\"a\":\"2\"}");
        assertThat(text(send(texts(here, "hu-HU")))).isEqualTo("{\"a\":\"2\"}");
        shownThere("200 {\"a\":\"2\"}");
        put("hu-HU", "{\"a\":\"3\"}");
        assertThat(text(send(texts(here, "hu-HU")))).isEqualTo("{\"a\":\"3\"}");
        shownThere("200 {\"a\":\"3\"}");
        here.admin().run("mutation { deleteApplication(id: \"" + application + "\") }");
        assertThat(send(texts(here, "hu-HU")).statusCode()).isEqualTo(404);
        shownThere("404 ");
    }

    private void shownThere(String expected) throws Exception {
        Await.until(expected + " at the other node", Duration.ofSeconds(10), () -> {
            HttpResponse<byte[]> answer = send(texts(there, "hu-HU"));
            return (answer.statusCode() + " " + text(answer)).startsWith(expected);
        });
    }
}
