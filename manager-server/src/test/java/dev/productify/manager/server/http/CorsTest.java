package dev.productify.manager.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.server.config.ServerSection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CorsTest {
    private static final String PORTAL = "https://portal.example.com";

    private static HttpServer server;

    @BeforeAll
    static void start() {
        server = HttpServer.of(
                        new ServerSection(0, "127.0.0.1", Optional.empty(), List.of()),
                        new SimpleMeterRegistry(),
                        List.of(new Cors(Set.of(PORTAL))),
                        List.of(routes -> {
                            routes.post("/query", context -> context.result("answer"));
                            routes.get(
                                    "/public",
                                    context -> context.header("Access-Control-Allow-Origin", "*")
                                            .result("answer"));
                            routes.get("/esb/a", context -> context.result("backend"));
                        }),
                        new AtomicBoolean())
                .listen();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, BodyPublishers.noBody())
                .headers(headers)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String allowed(HttpResponse<?> answer) {
        return String.join(",", answer.headers().allValues("Access-Control-Allow-Origin"));
    }

    @Test
    void aListedOriginMayReadWithCredentials() throws Exception {
        HttpResponse<String> answer = send("POST", "/query", "Origin", PORTAL);

        assertThat(answer.body()).isEqualTo("answer");
        assertThat(allowed(answer)).isEqualTo(PORTAL);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void otherOriginsAreToldNothing() throws Exception {
        for (String other :
                List.of("https://evil.example.org", PORTAL + ".evil.org", "http://portal.example.com", "null")) {
            assertThat(allowed(send("POST", "/query", "Origin", other)))
                    .as(other)
                    .isEmpty();
            HttpResponse<String> preflight =
                    send("OPTIONS", "/query", "Origin", other, "Access-Control-Request-Method", "POST");
            assertThat(preflight.statusCode()).as(other).isNotEqualTo(204);
            assertThat(allowed(preflight)).as(other).isEmpty();
        }
    }

    @Test
    void aBrowserMayAskFirst() throws Exception {
        HttpResponse<String> preflight =
                send("OPTIONS", "/query", "Origin", PORTAL, "Access-Control-Request-Method", "POST");

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElse(""))
                .contains("POST");
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElse(""))
                .contains("Authorization", "Content-Type", "Idempotency-Key");
    }

    @Test
    void publicRoutesAndTheBusSpeakForThemselves() throws Exception {
        assertThat(allowed(send("GET", "/public", "Origin", PORTAL))).isEqualTo("*");
        assertThat(allowed(send("GET", "/esb/a", "Origin", PORTAL))).isEmpty();
    }
}
