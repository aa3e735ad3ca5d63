package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Fixture;
import dev.productify.manager.ports.catalogue.Spot;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public frontend configuration of a running node (contract S5). */
@Timeout(60)
class FrontendConfigTest {
    private static final String NOTHING = "{\"EnabledModules\":null,\"EnabledThemes\":null,\"DefaultTheme\":null,"
            + "\"EnabledLocales\":null,\"DefaultLocale\":null,\"KeyValuePairs\":null}";

    @RegisterExtension
    static final Stage stage = new Stage();

    private static HttpRequest.Builder asking(Object application) {
        return HttpRequest.newBuilder(stage.node().manager().uri().resolve("/api/frontend-config/" + application));
    }

    private static Optional<String> header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name);
    }

    @Test
    void everyMemberIsThereAndInThePrintedOrder() throws Exception {
        Fixture fixture = stage.fixture();
        UUID application = fixture.id(Spot.APPLICATION);

        HttpResponse<String> before = Client.send(asking(application));
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body())
                .isEqualTo("{\"applicationId\":\"" + application + "\",\"moduleConfig\":" + NOTHING + "}");

        stage.node().admin().run("""
                mutation {
                  createFrontendSettings(input: { tenantID: "%s", moduleConfig: {
                    EnabledModules: [], EnabledThemes: ["light", "dark"], DefaultTheme: "light"
                    EnabledLocales: ["en", "hu"], DefaultLocale: "en"
                    KeyValuePairs: [{ Key: "feature_flag", Value: "tr\\"ue é" }]
                  } }) { id }
                }
                """.formatted(fixture.id(Spot.TENANT)));

        HttpResponse<String> after = Client.send(asking(application));
        assertThat(after.body())
                .isEqualTo("{\"applicationId\":\"" + application + "\",\"moduleConfig\":{\"EnabledModules\":[],"
                        + "\"EnabledThemes\":[\"light\",\"dark\"],\"DefaultTheme\":\"light\","
                        + "\"EnabledLocales\":[\"en\",\"hu\"],\"DefaultLocale\":\"en\","
                        + "\"KeyValuePairs\":[{\"Key\":\"feature_flag\",\"Value\":\"tr\\\"ue é\"}]}}");
        assertThat(header(after, "ETag")).isPresent().isNotEqualTo(header(before, "ETag"));
        stage.spent();
    }

    @Test
    void whoHasItAlreadyIsToldSo() throws Exception {
        UUID application = stage.fixture().id(Spot.OTHER_APPLICATION);
        HttpResponse<String> first = Client.send(asking(application));
        String etag = header(first, "ETag").orElseThrow();

        assertThat(etag).matches("\"[A-Za-z0-9_-]{24}\"");
        assertThat(header(first, "Cache-Control")).contains("public, no-cache");
        for (String known : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
            HttpResponse<String> again = Client.send(asking(application).header("If-None-Match", known));
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "ETag")).contains(etag);
        }
        HttpResponse<String> other = Client.send(asking(application).header("If-None-Match", "\"x\""));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
    }

    @Test
    void theTagSpeaksOfTheBytesThatAreSent() throws Exception {
        UUID application = stage.fixture().id(Spot.OTHER_APPLICATION);

        HttpResponse<String> answer = Client.send(asking(application).header("Accept-Encoding", "gzip"));

        // Too short to be worth it, or compressed with a tag of its own.
        boolean compressed = header(answer, "Content-Encoding").isPresent();
        assertThat(header(answer, "ETag").orElseThrow().endsWith("-gzip\"")).isEqualTo(compressed);
        assertThat(header(answer, "Vary")).contains("Accept-Encoding");
        assertThat(answer.body().startsWith("{")).isEqualTo(!compressed);
    }

    @Test
    void whatIsUnknownIsNotFoundWhateverItLooksLike() throws Exception {
        Fixture fixture = stage.fixture();
        for (Object unknown : new Object[] {UUID.randomUUID(), fixture.id(Spot.TENANT), "x", "%00"}) {
            HttpResponse<String> answer = Client.send(asking(unknown));
            if (answer.statusCode() == 400) {
                continue; // the listener refuses what is no address
            }
            assertThat(answer.statusCode()).as(unknown.toString()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"Application not found\",\"code\":\"NOT_FOUND\",\"status\":404}");
            assertThat(header(answer, "Access-Control-Allow-Origin")).contains("*");
        }
    }

    @Test
    void pagesOfAllOriginsMayReadItWithoutCredentials() throws Exception {
        UUID application = stage.fixture().id(Spot.OTHER_APPLICATION);

        HttpResponse<String> answer = Client.send(asking(application).header("Origin", "https://shop.example.com"));
        assertThat(header(answer, "Access-Control-Allow-Origin")).contains("*");
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("Content-Language, ETag, X-Request-Id");
        assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();

        HttpResponse<String> preflight = Client.send(asking(application)
                .header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "If-None-Match")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("*");
        assertThat(header(preflight, "Access-Control-Allow-Methods")).contains("GET, HEAD");
    }
}
