package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.esb.gateway.GatewayLimits.Circuit;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.esb.outbound.OutboundLimits;
import dev.productify.manager.ports.endpoint.BusCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that are dead, slow or wrong. */
class ResilienceTest {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
    private static final Circuit NEVER = new Circuit(100, 100, 100, 1, Duration.ofSeconds(1));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static GatewayLimits limits(int perEndpoint, int perTenant, Duration answer, Circuit circuit) {
        return new GatewayLimits(perEndpoint, perTenant, answer, 20, 3, circuit);
    }

    private static HttpRequest.Builder request(Bus bus, String path) {
        return request(bus.uri(path));
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + Bus.TOKEN);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aBackendThatDoesNotAnswerInTimeIsGivenUpAndNotAskedAgain(String method) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawBackend backend = new RawBackend((socket, number) -> end.await());
                Bus bus = Bus.start(limits(10, 10, Duration.ofMillis(200), NEVER))) {
            bus.lead("/slow", backend.url("/"));

            HttpResponse<String> answer = send(request(bus, "/slow").method(method, BodyPublishers.noBody()));

            GatewayTest.assertProblem(answer, 504, "BACKEND_TIMEOUT");
            assertThat(backend.connections).hasValue(1);
            BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
            assertThat(call.status()).isEqualTo(504);
            assertThat(call.error()).contains(BusError.BACKEND_TIMEOUT.message());
            end.countDown();
        }
    }

    /** A connection that was kept may be closed by the backend just when it is used again. */
    @Test
    void whatMayBeDoneTwiceIsTriedAgainOnceWhenTheConnectionBreaks() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    if (number > 1) {
                        RawBackend.say(socket, OK);
                    }
                });
                Bus bus = Bus.start()) {
            bus.lead("/broken", backend.url("/"));

            assertThat(send(request(bus, "/broken")).statusCode()).isEqualTo(200);
            assertThat(backend.connections).hasValue(2);
        }
    }

    @Test
    void butNotTwice() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> RawBackend.head(socket));
                Bus bus = Bus.start()) {
            bus.lead("/broken", backend.url("/"));

            GatewayTest.assertProblem(send(request(bus, "/broken")), 502, "BACKEND_UNREACHABLE");
            assertThat(backend.connections).hasValue(2);
            assertThat(bus.calls.poll(10, TimeUnit.SECONDS)).isNotNull(); // then it is counted as well
            assertThat(bus.figures().secondTries()).isEqualTo(1);
            assertThat(bus.figures().errors("BACKEND_UNREACHABLE")).isEqualTo(1);
            assertThat(bus.figures().callsInFlight()).isZero();
        }
    }

    @Test
    void whatMayNotBeDoneTwiceIsNotTriedAgain() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> RawBackend.head(socket));
                Bus bus = Bus.start()) {
            bus.lead("/broken", backend.url("/"));

            GatewayTest.assertProblem(
                    send(request(bus, "/broken").POST(BodyPublishers.noBody())), 502, "BACKEND_UNREACHABLE");
            assertThat(backend.connections).hasValue(1);
        }
    }

    @Test
    void aBodyThatWasReadCannotBeSentAgain() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    socket.getInputStream().readNBytes(3);
                });
                Bus bus = Bus.start()) {
            bus.lead("/broken", backend.url("/"));

            GatewayTest.assertProblem(
                    send(request(bus, "/broken").PUT(BodyPublishers.ofString("abc"))), 502, "BACKEND_UNREACHABLE");
            assertThat(backend.connections).hasValue(1);
        }
    }

    @Test
    void theBudgetOfSecondTriesIsKept() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> RawBackend.head(socket));
                Bus bus = Bus.start(new GatewayLimits(10, 10, Duration.ofSeconds(5), 20, 0, NEVER))) {
            bus.lead("/broken", backend.url("/"));

            GatewayTest.assertProblem(send(request(bus, "/broken")), 502, "BACKEND_UNREACHABLE");
            assertThat(backend.connections).hasValue(1);
        }
    }

    @Test
    void aBodyIsSentOnceTheBackendCanBeReached() throws Exception {
        // nobody listens at first; whether the second try finds the backend depends on the moment, the body is whole in
        // any case
        try (Bus bus = Bus.start()) {
            bus.lead("/gone", "http://127.0.0.1:1/");

            GatewayTest.assertProblem(
                    send(request(bus, "/gone").POST(BodyPublishers.ofString("x".repeat(100_000)))),
                    502,
                    "BACKEND_UNREACHABLE");
            assertThat(bus.calls.poll(10, TimeUnit.SECONDS).requestBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nabc",
                "HTTP/1.1 200 OK\nContent-Length: x\n\nabc",
                "HTTP/1.1 200 OK\nX A: 1\n\n",
                "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: Upgrade\n\n",
                "HTTP/1.1 99 No\n\n"
            })
    void anAnswerThatIsNoHttpIsNotHandedOn(String lines) throws Exception {
        try (RawBackend backend = new RawBackend(RawBackend.saying(lines));
                Bus bus = Bus.start()) {
            bus.lead("/wrong", backend.url("/"));

            GatewayTest.assertProblem(
                    send(request(bus, "/wrong").POST(BodyPublishers.noBody())), 502, "BACKEND_UNREACHABLE");
        }
    }

    @Test
    void headersThatAreTooLargeAreNotHandedOn() throws Exception {
        String large = "HTTP/1.1 200 OK\nContent-Length: 0\nX-A: " + "x".repeat(40_000) + "\n\n";
        try (RawBackend backend = new RawBackend(RawBackend.saying(large));
                Bus bus = Bus.start()) {
            bus.lead("/wrong", backend.url("/"));

            GatewayTest.assertProblem(
                    send(request(bus, "/wrong").POST(BodyPublishers.noBody())), 502, "BACKEND_UNREACHABLE");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsCutOffForTheCallerToo() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 200 OK\nContent-Length: 10\n\nabc");
                });
                Bus bus = Bus.start()) {
            bus.lead("/half", backend.url("/"));

            assertThatThrownBy(() -> send(request(bus, "/half"))).isInstanceOf(IOException.class);
            BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.error()).isPresent();
            assertThat(call.responseBytes()).isEqualTo(3);
            assertThat(backend.connections).hasValue(1);
        }
    }

    @Test
    void aBackendMayAnswerBeforeItHasReadTheBody() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 413 Too Large\nContent-Length: 3\nConnection: close\n\nno!");
                });
                Bus bus = Bus.start();
                RawSocket caller = new RawSocket(bus.port())) {
            bus.lead("/small", backend.url("/"));

            caller.say("POST " + Bus.path("/small") + " HTTP/1.1\nHost: a\nAuthorization: Bearer " + Bus.TOKEN
                    + "\nContent-Length: 100000\n\nthe beginning");

            assertThat(caller.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void theCircuitOfADeadEndpointOpensAndLeavesOthersAlone() throws Exception {
        Circuit circuit = new Circuit(10, 4, 50, 1, Duration.ofMinutes(2));
        try (Backend backend = Backend.saying("hello");
                Bus bus = Bus.start(limits(10, 10, Duration.ofSeconds(5), circuit))) {
            bus.lead("/dead", "http://127.0.0.1:1/");
            bus.lead("/live", backend.url("/"));

            for (int i = 0; i < 4; i++) {
                GatewayTest.assertProblem(send(request(bus, "/dead")), 502, "BACKEND_UNREACHABLE");
            }
            HttpResponse<String> refused = send(request(bus, "/dead"));

            GatewayTest.assertProblem(refused, 503, "CIRCUIT_OPEN");
            assertThat(refused.headers().firstValue("Retry-After")).contains("120");
            assertThat(bus.figures().openCircuits()).isEqualTo(1);
            assertThat(bus.figures().errors("CIRCUIT_OPEN")).isEqualTo(1);
            assertThat(send(request(bus, "/live")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBackendThatRecoversIsCalledAgain() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        Circuit circuit = new Circuit(10, 2, 50, 1, Duration.ofMillis(100));
        try (Backend backend = new Backend(exchange -> Backend.send(exchange, well.get() ? 200 : 503, "x"));
                Bus bus = Bus.start(limits(10, 10, Duration.ofSeconds(5), circuit))) {
            bus.lead("/ill", backend.url("/"));
            for (int i = 0; i < 2; i++) {
                assertThat(send(request(bus, "/ill")).body()).isEqualTo("x");
            }
            assertThat(send(request(bus, "/ill")).body()).contains("CIRCUIT_OPEN");

            well.set(true);
            HttpResponse<String> answer = send(request(bus, "/ill"));
            for (int i = 0; i < 200 && answer.statusCode() != 200; i++) {
                Thread.sleep(50);
                answer = send(request(bus, "/ill"));
            }

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asManyCallsOfAnEndpointAndOfATenantAreInFlightAsTheLimitsSay() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawBackend slow = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    end.await();
                    RawBackend.say(socket, OK);
                });
                Bus bus = Bus.start(limits(2, 3, Duration.ofSeconds(20), NEVER))) {
            bus.lead("/one", slow.url("/"));
            bus.lead("/two", slow.url("/"));
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            waiting.add(start(request(bus, "/one")));
            waiting.add(start(request(bus, "/one")));
            await(slow, 2);

            HttpResponse<String> third = send(request(bus, "/one"));
            GatewayTest.assertProblem(third, 503, "TOO_MANY_CALLS");
            assertThat(third.headers().firstValue("Retry-After")).contains("1");

            waiting.add(start(request(bus, "/two")));
            await(slow, 3);
            GatewayTest.assertProblem(send(request(bus, "/two")), 503, "TOO_MANY_CALLS");
            assertThat(bus.figures().callsInFlight()).isEqualTo(3);
            assertThat(bus.figures().errors("TOO_MANY_CALLS")).isEqualTo(2);

            end.countDown();
            for (CompletableFuture<HttpResponse<String>> call : waiting) {
                assertThat(call.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(send(request(bus, "/one")).statusCode()).isEqualTo(200);
        }
    }

    private static CompletableFuture<HttpResponse<String>> start(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private static void await(RawBackend backend, int connections) throws InterruptedException {
        for (int i = 0; i < 400 && backend.connections.get() < connections; i++) {
            Thread.sleep(25);
        }
        assertThat(backend.connections.get()).isGreaterThanOrEqualTo(connections);
    }

    @Test
    void fiveHundredCallsThatHangHoldNoThreadAndKeepNobodyElseWaiting() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        int hanging = 500;
        OutboundLimits outbound = new OutboundLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(4), hanging, 32 * 1024);
        try (RawBackend dead = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    end.await();
                    RawBackend.say(socket, OK);
                });
                Backend live = Backend.saying("hello");
                Bus bus = Bus.start(
                        new Outbound(() -> Bus.LOOPBACK_ALLOWED, outbound),
                        limits(hanging, hanging, Duration.ofSeconds(60), NEVER))) {
            bus.lead("/dead", dead.url("/"));
            Place other = Place.of(Bus.PROJECT, new TenantId(UUID.randomUUID()), new ApplicationId(UUID.randomUUID()));
            bus.lead(other, "/live", live.url("/"), route -> route);
            URI liveUri = bus.uri("/")
                    .resolve("/esb/" + other.application().orElseThrow().value() + "/live");
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < hanging; i++) {
                waiting.add(start(request(bus, "/dead")));
            }
            await(dead, hanging);

            for (int i = 0; i < 200; i++) {
                assertThat(send(request(liveUri)).statusCode()).isEqualTo(200);
            }
            assertThat(bus.threads()).isLessThanOrEqualTo(16);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            end.countDown();
            for (CompletableFuture<HttpResponse<String>> call : waiting) {
                assertThat(call.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void anAddressThatIsNotPermittedIsNotDialledAndTheCallerIsNotToldWhichItIs() throws Exception {
        AddressRules strict = new AddressRules(List.of(), Set.of(), address -> false);
        try (Backend backend = Backend.saying("hello");
                Bus bus = Bus.start(new Outbound(() -> strict, OutboundLimits.STANDARD), GatewayLimits.STANDARD)) {
            bus.lead("/inside", "http://localhost:" + backend.port() + "/");

            HttpResponse<String> answer = send(request(bus, "/inside"));

            GatewayTest.assertProblem(answer, 502, "ESB_TARGET_FORBIDDEN");
            assertThat(answer.body()).contains("outbound.allow").doesNotContain("127.0.0.1", "loopback");
            assertThat(backend.asked).isEmpty();
        }
    }
}
