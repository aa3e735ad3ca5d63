package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.MessageType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls through the bus to a backend of another make. */
class GatewayTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Backend backend;
    private static Bus bus;

    @BeforeAll
    static void start() {
        backend = new Backend(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/status/")) {
                int status = Integer.parseInt(path.substring("/status/".length()));
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.getResponseHeaders().add("Set-Cookie", "basket=1; Path=/");
                exchange.getResponseHeaders().add("Set-Cookie", "__Host-manager=stolen; Path=/; Secure");
                exchange.getResponseHeaders().add("X-Backend", "yes");
                exchange.getResponseHeaders().add("X-Request-Id", "the-backend-s");
                exchange.getResponseHeaders().add("Clear-Site-Data", "*");
                exchange.getResponseHeaders().add("Connection", "X-Hop");
                exchange.getResponseHeaders().add("X-Hop", "1");
                Backend.send(exchange, 200, "hello");
            }
        });
        bus = Bus.start();
        bus.lead("/api/users/*", backend.url("/v1/people"));
        bus.lead("/exact", backend.url("/exact?key=1"), Bus.proving("Bearer of-the-manager"));
        bus.lead("/status/*", backend.url("/status"));
        bus.lead("/same", backend.url("/x"), Bus.converting(MessageType.JSON, MessageType.JSON));
        bus.lead("/gone", "http://127.0.0.1:1/");
    }

    @AfterAll
    static void stop() {
        bus.close();
        backend.close();
    }

    @BeforeEach
    void forget() {
        backend.asked.clear();
        bus.calls.clear();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(bus.uri(path)).header("Authorization", "Bearer " + Bus.TOKEN);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Test
    void aRequestGoesToTheBackendOfItsEndpointAndTheAnswerComesBack() throws Exception {
        HttpResponse<String> answer = send(request("/api/users/123?q=a%20b").build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        Backend.Asked asked = backend.next();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.uri()).isEqualTo("/v1/people/123?q=a%20b");
    }

    @Test
    void aBodyGoesAlong() throws Exception {
        String text = "x".repeat(300_000);

        HttpResponse<String> answer = send(request("/api/users/1")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(text))
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo(text);
        assertThat(asked.header("content-type")).isEqualTo("text/plain");
        assertThat(asked.header("content-length")).isEqualTo("300000");
    }

    /** A body whose end is not said would be taken for the next request. */
    @ParameterizedTest
    @CsvSource({
        "GET, false",
        "GET, true",
        "DELETE, false",
        "DELETE, true",
        "OPTIONS, false",
        "PATCH, false",
        "PATCH, true",
        "POST, false",
        "PUT, false",
        "QUERY, false"
    })
    void aBodyOfUnknownLengthGoesAlong(String method, boolean typed) throws Exception {
        HttpRequest.Builder request = request("/api/users/1")
                .method(method, BodyPublishers.fromPublisher(BodyPublishers.ofString("GET /secret HTTP/1.1")));
        if (typed) {
            request.header("Content-Type", "text/plain");
        }

        assertThat(send(request.build()).statusCode()).isEqualTo(200);
        assertThat(send(request("/exact").build()).statusCode()).isEqualTo(200);

        Backend.Asked asked = backend.next();
        assertThat(asked.method()).isEqualTo(method);
        assertThat(asked.text()).isEqualTo("GET /secret HTTP/1.1");
        assertThat(asked.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(asked.header("content-type")).isEqualTo(typed ? "text/plain" : null);
        assertThat(backend.next().uri()).startsWith("/exact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "OPTIONS", "PATCH", "POST", "PUT"})
    void aBodyOfKnownLengthGoesAlongByAnyMethod(String method) throws Exception {
        send(request("/api/users/1")
                .method(method, BodyPublishers.ofString("some text"))
                .build());
        assertThat(send(request("/exact").build()).statusCode()).isEqualTo(200);

        assertThat(backend.next().text()).isEqualTo("some text");
        assertThat(backend.next().uri()).startsWith("/exact");
    }

    @Test
    void theBackendLearnsWhoCallsFromTheManagerAlone() throws Exception {
        send(request("/exact?b=2")
                .header("X-User-ID", "forged")
                .header("X_User_Email", "forged")
                .header("X-Tenant-ID", "forged")
                .header("X-Productify-User-Id", "forged")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("X-Original-URL", "/admin")
                .header("Forwarded", "for=192.0.2.1")
                .header("Cookie", "a=1; __Host-manager=secret; b=2")
                .header("TE", "trailers")
                .header("X-Kept", "kept")
                .build());

        Backend.Asked asked = backend.next();
        assertThat(asked.uri()).isEqualTo("/exact?key=1&b=2");
        assertThat(asked.header("authorization")).isEqualTo("Bearer of-the-manager");
        assertThat(asked.header("x-machine-user-id"))
                .isEqualTo(Bus.ROBOT.id().value().toString());
        assertThat(asked.header("x-tenant-id")).isEqualTo(Bus.TENANT.value().toString());
        assertThat(asked.header("x-application-id"))
                .isEqualTo(Bus.APPLICATION.value().toString());
        assertThat(asked.header("x-auth-type")).isEqualTo("machine-user");
        assertThat(asked.header("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(asked.header("x-forwarded-proto")).isEqualTo("http");
        assertThat(asked.header("x-forwarded-host")).isEqualTo("127.0.0.1:" + bus.port());
        assertThat(asked.header("forwarded"))
                .isEqualTo("for=127.0.0.1;host=\"127.0.0.1:" + bus.port() + "\";proto=http");
        assertThat(asked.header("cookie")).isEqualTo("a=1; b=2");
        assertThat(asked.header("host")).isEqualTo("127.0.0.1:" + backend.port());
        assertThat(asked.header("via")).startsWith("1.1 manager-");
        assertThat(asked.header("x-kept")).isEqualTo("kept");
        assertThat(asked.headers().keySet())
                .doesNotContain("x-user-id", "x_user_email", "x-productify-user-id", "x-original-url", "te", "expect");
    }

    @Test
    void aProvenProxyNamesAPerson() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(bus.uri("/api/users/1"))
                .header("X-Proxy-Token", Bus.PROXY_TOKEN)
                .header("X-User-ID", Bus.ANNA.id().value().toString())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        Backend.Asked asked = backend.next();
        assertThat(asked.header("x-user-id")).isEqualTo(Bus.ANNA.id().value().toString());
        assertThat(asked.header("x-user-username")).isEqualTo("anna");
        assertThat(asked.header("x-auth-type")).isEqualTo("proxy");
        assertThat(asked.headers().keySet()).doesNotContain("x-proxy-token", "authorization");
    }

    @Test
    void basicCredentialsCountAsWell() throws Exception {
        String basic = Base64.getEncoder().encodeToString(("robot:" + Bus.TOKEN).getBytes(StandardCharsets.UTF_8));

        HttpRequest request = HttpRequest.newBuilder(bus.uri("/api/users/1"))
                .header("Authorization", "Basic " + basic)
                .build();

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "X-User-ID, anna",
        "X-Proxy-Token, wrong",
        "X-Proxy-Token, proxy-token-of-this-test",
        "Authorization, Bearer wrong",
        "Authorization, nonsense"
    })
    void whoDoesNotProveAnythingIsRefused(String header, String value) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(bus.uri("/api/users/1"));
        if (!header.isEmpty()) {
            request.header(header, value.equals("anna") ? Bus.ANNA.id().value().toString() : value);
        }

        HttpResponse<String> answer = send(request.build());

        assertProblem(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void aPersonWhoComesWithATokenOfTheirsIsRefused() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(bus.uri("/api/users/1"))
                .header("Authorization", "Bearer " + Bus.TOKEN_OF_ANNA)
                .build());

        assertProblem(answer, 403, "FORBIDDEN");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void aTokenOfTheIdentityProviderIsNotLookedAt() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(bus.uri("/api/users/1"))
                .header("Authorization", "Bearer " + Bus.PROVIDED_TOKEN_OF_ANNA)
                .build());

        assertProblem(answer, 401, "UNAUTHENTICATED");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void aProxyThatNamesNobodyKnownIsRefused() throws Exception {
        for (String id : new String[] {UUID.randomUUID().toString(), "1-1-1-1-1", "anna", ""}) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(bus.uri("/api/users/1"))
                    .header("X-Proxy-Token", Bus.PROXY_TOKEN)
                    .header("X-User-ID", id)
                    .build());

            assertProblem(answer, 401, "UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/users", "/", ""})
    void whatNoEndpointTakesIsNotFound(String path) throws Exception {
        assertProblem(send(request(path).build()), 404, "ENDPOINT_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/esb", "/esb/", "/esb/x/exact", "/esb/1-1-1-1-1/exact"})
    void whatIsNoApplicationIsNotFound(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(bus.uri("/").resolve(path))
                .header("Authorization", "Bearer " + Bus.TOKEN)
                .build();

        assertProblem(send(request), 404, "ENDPOINT_NOT_FOUND");
    }

    @Test
    void otherPathsAreNotTheBusS() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(bus.uri("/").resolve("/esbx/1")).build());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("ENDPOINT");
    }

    @Test
    void answersDoNotActOnTheManagersOrigin() throws Exception {
        HttpResponse<String> answer = send(request("/api/users/1").build());

        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("basket=1; Path=/");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Backend")).contains("yes");
        assertThat(answer.headers().map().keySet())
                .doesNotContain("x-request-id", "clear-site-data", "x-hop", "content-security-policy");
        assertThat(answer.headers().allValues("Date")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 304, 307, 400, 401, 404, 418, 500, 503})
    void statusesAndRedirectsAreHandedBack(int status) throws Exception {
        HttpResponse<String> answer = send(request("/status/" + status).build());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Location")).contains("/elsewhere");
        assertThat(backend.asked).hasSize(1);
    }

    @Test
    void headHasNoBody() throws Exception {
        HttpResponse<String> answer = send(
                request("/api/users/1").method("HEAD", BodyPublishers.noBody()).build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(backend.next().method()).isEqualTo("HEAD");
    }

    @Test
    void betweenEqualTypesNothingIsLookedAt() throws Exception {
        assertThat(send(request("/same").build()).statusCode()).isEqualTo(200);
    }

    @Test
    void aBackendThatIsNotThereIsSaidToBeUnreachable() throws Exception {
        HttpResponse<String> answer = send(request("/gone").build());

        assertProblem(answer, 502, "BACKEND_UNREACHABLE");
        assertThat(bus.callOf("/gone").error()).contains(BusError.BACKEND_UNREACHABLE.message());
    }

    @Test
    void problemsComeInTheFormThatIsAskedFor() throws Exception {
        HttpResponse<String> answer = send(
                request("/gone").header("Accept", "application/problem+json").build());

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Gateway\",\"detail\":\""
                        + BusError.BACKEND_UNREACHABLE.message() + "\",\"error\":\""
                        + BusError.BACKEND_UNREACHABLE.message()
                        + "\",\"code\":\"BACKEND_UNREACHABLE\",\"status\":502}");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .startsWith("{\"error\":\"")
                .endsWith("\",\"code\":\"" + code + "\",\"status\":" + status + "}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }
}
