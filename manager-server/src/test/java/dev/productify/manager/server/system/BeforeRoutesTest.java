package dev.productify.manager.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.catalogue.Caller;
import dev.productify.manager.ports.catalogue.Spot;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is answered before routes are gone through is answered as the routes do. With a slash at the end, which routes do not mind,
 * a path is left to them.
 */
class BeforeRoutesTest {
    private static final String CHECK = "/api/machine/check";

    @RegisterExtension
    static final Stage stage = new Stage();

    private static HttpResponse<String> get(String path, List<String> headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(stage.node().manager().uri().resolve(path));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return Client.send(request);
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        assertThat(headers.keySet()).contains("date", "x-request-id");
        headers.keySet().removeAll(List.of("date", "x-request-id"));
        return headers;
    }

    /** @return the answer of both */
    private static HttpResponse<String> same(String path, List<String> headers) throws Exception {
        HttpResponse<String> before = get(path, headers);
        HttpResponse<String> route = get(path + "/", headers);
        assertThat(before.statusCode()).isEqualTo(route.statusCode());
        assertThat(before.body()).isEqualTo(route.body());
        assertThat(headers(before)).isEqualTo(headers(route));
        return before;
    }

    private static List<String> with(List<String> headers, String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void theCheckOfMachineUsers(Caller caller) throws Exception {
        List<String> headers = stage.fixture()
                .person(caller)
                .authorization()
                .map(value -> List.of("Authorization", value))
                .orElse(List.of());

        HttpResponse<String> answer = same(CHECK, headers);
        same(CHECK, with(headers, "Accept", "application/problem+json"));

        boolean isMachine = caller.credential() == Caller.Credential.TOKEN_OF_MACHINE;
        assertThat(answer.statusCode() == 200).isEqualTo(isMachine);
        assertThat(answer.statusCode() == 401).isEqualTo(!caller.isKnown() || headers.isEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoAuthorization(List<String> values) throws Exception {
        List<String> headers = values.stream()
                .flatMap(value -> Stream.of("Authorization", value))
                .toList();

        assertThat(same(CHECK, headers).statusCode()).isEqualTo(401);
    }

    static Stream<List<String>> whatIsNoAuthorization() {
        return Stream.of(
                List.of("Bearer"),
                List.of("Bearer x"),
                List.of("Basic !"),
                List.of("Digest x"),
                List.of("Bearer x", "Bearer x"));
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLICATION", "OTHER_APPLICATION", "PROJECT"})
    void feeds(Spot spot) throws Exception {
        String path = "/pilet-feed/" + stage.fixture().id(spot);

        HttpResponse<String> plain = same(path, List.of());
        String tag = plain.headers().firstValue("ETag").orElseThrow();

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body().contains("\"link\"")).isEqualTo(spot != Spot.PROJECT);
        assertThat(same(path, List.of("If-None-Match", tag)).statusCode()).isEqualTo(304);
        assertThat(same(path, List.of("If-None-Match", "\"other\"")).statusCode())
                .isEqualTo(200);
        assertThat(same(path, List.of("Accept-Encoding", "gzip")).statusCode()).isEqualTo(200);
        assertThat(same(path, List.of("Origin", "https://shell.example.com")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFeedOfNothing() throws Exception {
        assertThat(same("/pilet-feed/" + UUID.randomUUID(), List.of()).body()).isEqualTo("{\"items\":[]}");
        assertThat(same("/pilet-feed/unknown", List.of()).body()).isEqualTo("{\"items\":[]}");
    }

    @ParameterizedTest
    @MethodSource
    void otherMethodsAreLeftToTheRoutes(String method, String path) throws Exception {
        HttpResponse<String> answer =
                Client.send(HttpRequest.newBuilder(stage.node().manager().uri().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET");
    }

    static Stream<Arguments> otherMethodsAreLeftToTheRoutes() {
        return Stream.of("POST", "DELETE")
                .flatMap(method ->
                        Stream.of(CHECK, "/pilet-feed/" + UUID.randomUUID()).map(path -> Arguments.of(method, path)));
    }
}
