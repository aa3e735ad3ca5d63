package dev.productify.manager.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.Cidr;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.rest.health.HealthRoutes;
import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.ServerSection;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerTest {
    private static final Duration IDLE = Duration.ofMillis(400);

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = start(0);
    }

    @AfterEach
    void stop() {
        leave.countDown();
        server.close();
    }

    @Test
    void anUnknownPathAnswersTheFormOfAllErrors() throws Exception {
        HttpResponse<String> answer = get("/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"There is nothing at this address\",\"code\":\"NOT_FOUND\",\"status\":404}");
    }

    @Test
    void anUnknownMethodNamesTheKnownOnes() throws Exception {
        HttpResponse<String> answer =
                client.send(request("/health/live").DELETE().build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
        assertThat(answer.body()).contains("\"code\":\"METHOD_NOT_ALLOWED\"");
    }

    @Test
    void problemsAreAnsweredToThoseWhoAskForThem() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/nothing").header("Accept", "application/problem+json").build(), BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"about:blank\"", "\"title\":\"Not Found\"", "\"detail\":", "\"status\":404")
                .contains("\"error\":", "\"code\":\"NOT_FOUND\"");
    }

    @Test
    void aFaultShowsNothingOfTheInside() throws Exception {
        for (String path : List.of("/fault", "/error", "/handler/fault")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(500);
            assertThat(answer.body())
                    .as(path)
                    .isEqualTo("{\"error\":\"Internal error\",\"code\":\"INTERNAL_SERVER_ERROR\",\"status\":500}");
            assertThat(answer.headers().firstValue("X-Request-Id")).as(path).isPresent();
        }
    }

    @Test
    void everyAnswerCarriesARequestId() throws Exception {
        HttpResponse<String> given =
                client.send(request("/facts").header("X-Request-Id", "my-id.1").build(), BodyHandlers.ofString());

        assertThat(given.headers().allValues("X-Request-Id")).containsExactly("my-id.1");
        assertThat(given.body()).startsWith("my-id.1 ");
        assertThat(get("/nothing").headers().firstValue("X-Request-Id").orElse(""))
                .matches("[0-9a-f]{32}");
        assertThat(get("/handler/facts").headers().firstValue("X-Request-Id").orElse(""))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void nothingTellsWhichServerThisIs() throws Exception {
        assertThat(get("/facts").headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void routesAndHandlersSeeTheClientBehindATrustedProxy() throws Exception {
        for (String path : List.of("/facts", "/handler/facts")) {
            HttpRequest behind = request(path)
                    .header("X-Request-Id", "id")
                    .header("X-Forwarded-For", "1.1.1.1, 203.0.113.9")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "manager.example.com")
                    .build();

            assertThat(client.send(behind, BodyHandlers.ofString()).body())
                    .isEqualTo("id 203.0.113.9 https://manager.example.com");
        }
    }

    @Test
    void malformedHttpIsRefusedWithAnId() throws Exception {
        assertThat(raw("GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("X-Request-Id: ", "\"status\":400");
        assertThat(raw("GET / HTTP/1.1\r\nHo st: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("X-Request-Id: ");
        assertThat(raw("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ").contains("X-Request-Id: ");
        assertThat(raw("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(get("/facts").statusCode()).isEqualTo(200);
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws Exception {
        String most = "a".repeat(HttpServer.MOST_HEADER_BYTES - 200);

        assertThat(raw("GET /facts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: " + most + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /facts HTTP/1.1\r\nHost: x\r\nX-Long: " + most + "a".repeat(400) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("X-Request-Id: ", "\"code\":\"HEADERS_TOO_LARGE\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpRequest large = request("/body")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1024 * 1024 + 1]))
                .build();

        assertThat(client.send(large, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyThatStallsEndsAndHarmsNobody() throws Exception {
        String answer = raw("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("X-Request-Id: ", "\"code\":\"REQUEST_TIMEOUT\"");
        assertThat(get("/facts").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatLeavesInMidBodyHarmsNobody() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
            socket.shutdownOutput();

            assertThat(all(socket)).matches("(?s)|HTTP/1.1 400 .*");
        }
        assertThat(get("/facts").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreTimedByRouteAndNotByPath() throws Exception {
        get("/items/1");
        get("/items/2");
        get("/no/such/path");
        get("/handler/facts");

        server.close();

        assertThat(timer("GET", "/items/{id}", "2xx").count()).isEqualTo(2);
        assertThat(timer("GET", "other", "4xx").count()).isEqualTo(1);
        assertThat(timer("GET", "/handler/*", "2xx").count()).isEqualTo(1);
    }

    @Test
    void aStopTurnsReadinessFirstAndLetsRequestsInFlightFinish() throws Exception {
        CompletableFuture<HttpResponse<String>> inFlight =
                client.sendAsync(request("/slow").build(), BodyHandlers.ofString());
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        try (Socket kept = new Socket("127.0.0.1", server.port())) {
            send(kept, "GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(kept.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            awaitRefusal();
            leave.countDown();

            assertThat(inFlight.get(10, TimeUnit.SECONDS).body()).isEqualTo("late but complete");
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whileStoppingReadinessIsDownAndLivenessIsUp() throws Exception {
        stopping.set(true);

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"DOWN\",\"reason\":\"stopping\"}");
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsKey() {
        assertThatThrownBy(() -> start(server.port()))
                .isInstanceOf(StartFailure.class)
                .hasMessage("server.port: 127.0.0.1:" + server.port()
                        + " is in use by another process; choose another with server.port or PFY_SERVER_PORT");
    }

    /** New connections are refused once the stop has begun; asks until that is so. */
    private void awaitRefusal() {
        while (accepts()) {
            Thread.onSpinWait();
        }
    }

    private boolean accepts() {
        try {
            new Socket("127.0.0.1", server.port()).close();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private HttpServer start(int port) {
        ServerSection section =
                new ServerSection(port, "127.0.0.1", Optional.empty(), List.of(Cidr.parse("127.0.0.1")));
        HealthRoutes health = new HealthRoutes(() -> stopping.get() ? Optional.of("stopping") : Optional.empty());
        RouteModule samples = routes -> {
            routes.get("/facts", context -> {
                RequestFacts facts = RequestFacts.of(context::attribute);
                context.result(facts.requestId() + " " + facts.sourceAddress() + " " + facts.origin());
            });
            routes.get("/fault", context -> {
                throw new IllegalStateException("inside");
            });
            routes.get("/error", context -> {
                throw new StackOverflowError("inside");
            });
            routes.get("/items/{id}", context -> context.result("item"));
            routes.post("/body", context -> context.result(context.body()));
            routes.get("/slow", context -> {
                entered.countDown();
                leave.await();
                context.result("late but complete");
            });
        };
        return HttpServer.of(
                        section,
                        meters,
                        List.of(new Sample()),
                        List.of(new Problems(), health, samples),
                        stopping,
                        IDLE)
                .listen();
    }

    /** What a handler beside the routes does. */
    private static final class Sample extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!Request.getPathInContext(request).startsWith("/handler/")) {
                return false;
            }
            RequestFacts facts = RequestFacts.of(request::getAttribute);
            facts.answeredBy("/handler/*");
            if (Request.getPathInContext(request).endsWith("fault")) {
                throw new IllegalStateException("inside");
            }
            String text = facts.requestId() + " " + facts.sourceAddress() + " " + facts.origin();
            Content.Sink.write(response, true, text, callback);
            return true;
        }
    }

    private Timer timer(String method, String route, String status) {
        return meters.get("http.server.requests")
                .tags("method", method, "route", route, "status", status)
                .timer();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.uri().resolve(path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, request);
            return all(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
