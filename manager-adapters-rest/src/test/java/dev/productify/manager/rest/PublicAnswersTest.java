package dev.productify.manager.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.shared.PublishedBytes;
import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAnswersTest {
    private static final PublishedBytes LONG =
            PublishedBytes.of("{\"a\":\"%s\"}".formatted("á".repeat(50_000)).getBytes(UTF_8));
    private static final PublishedBytes SHORT = PublishedBytes.of("{}".getBytes(UTF_8));

    private Javalin javalin;

    @BeforeEach
    void start() {
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            new Problems().register(config.routes);
            config.routes.get("/long", context -> PublicAnswers.json(context, LONG));
            config.routes.get("/short", context -> PublicAnswers.json(context, SHORT));
            config.routes.get("/id/{id}", context -> context.result(PathIds.of(context, "id", UUID::toString)));
            config.routes.get(
                    "/found/{id}",
                    context -> context.result(
                            PathIds.find(context, "id", UUID::toString).orElse("none")));
        });
        javalin.start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        javalin.stop();
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void bytesOfAnyLengthArriveInBothForms() throws Exception {
        HttpResponse<byte[]> plain = send("GET", "/long");
        HttpResponse<byte[]> gzip = send("GET", "/long", "Accept-Encoding", "deflate, gzip");

        assertThat(plain.body()).isEqualTo(LONG.plain().bytes());
        assertThat(header(plain, "Content-Length"))
                .isEqualTo(Integer.toString(LONG.plain().bytes().length));
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
        try (GZIPInputStream read = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(read.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(header(gzip, "ETag")).isNotEqualTo(header(plain, "ETag"));
        assertThat(send("GET", "/short", "Accept-Encoding", "gzip").body()).isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        String tag = LONG.plain().entityTag();
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, " *"}) {
            HttpResponse<byte[]> answer = send("GET", "/long", "If-None-Match", known);
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "ETag")).isEqualTo(tag);
        }
        // The tag of the other form stands for other bytes.
        assertThat(send("GET", "/long", "If-None-Match", LONG.gzip().entityTag())
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/long", "If-None-Match", tag.replace("\"", "")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP | true",
                "br, gzip | true",
                "br,gzip;q=0.5 | true",
                "gzip ; q=1 | true",
                "gzip;q=0.001, br | true",
                "gzip;q=0 | false",
                "gzip; q=0.000 | false",
                "x-gzip | false",
                "gzipped | false",
                "br;q=1.0, identity | false",
                "deflate | false",
                ", | false",
            })
    void gzipIsTakenWhereItIsNamedAndNotRefused(String accepted, boolean taken) {
        assertThat(PublicAnswers.takesGzip(accepted)).isEqualTo(taken);
    }

    @Test
    void nothingIsTakenWhereNothingIsSaid() {
        assertThat(PublicAnswers.takesGzip(null)).isFalse();
        assertThat(PublicAnswers.takesGzip("")).isFalse();
    }

    @Test
    void idsAreUuidsInTheirUsualFormAndNothingElse() throws Exception {
        String id = "0190a5b0-1c2d-7e3f-8a4b-fedcba987654";

        assertThat(new String(send("GET", "/id/" + id).body(), UTF_8)).isEqualTo(id);
        assertThat(new String(
                        send("GET", "/id/" + id.toUpperCase(java.util.Locale.ROOT))
                                .body(),
                        UTF_8))
                .isEqualTo(id);
        for (String other : new String[] {
            "x",
            "1-1-1-1-1",
            id + "0",
            id.substring(1),
            id.replace('-', '_'),
            id.replace("0190", "+190"),
            id.replace("a", "g")
        }) {
            HttpResponse<byte[]> refused = send("GET", "/id/" + other);
            assertThat(refused.statusCode()).as(other).isEqualTo(400);
            assertThat(new String(refused.body(), UTF_8)).contains("id must be a UUID");
            assertThat(new String(send("GET", "/found/" + other).body(), UTF_8)).isEqualTo("none");
        }
    }
}
