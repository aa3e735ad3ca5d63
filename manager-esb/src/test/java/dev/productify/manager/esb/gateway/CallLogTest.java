package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.ports.endpoint.BusCall;
import dev.productify.manager.ports.endpoint.Route;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a call after it. */
class CallLogTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Backend backend;
    private static Bus bus;
    private static Route basic;

    @BeforeAll
    static void start() {
        backend = new Backend(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Session-Token", "backend-secret");
            boolean large = exchange.getRequestURI().getPath().equals("/large");
            Backend.send(exchange, 201, large ? "y".repeat(100_000) : "{\"password\":\"backend-secret\"}");
        });
        bus = Bus.start();
        basic = bus.lead("/basic", backend.url("/x"), Bus.logging(LogLevel.BASIC));
        bus.lead("/full", backend.url("/x"), Bus.logging(LogLevel.FULL));
        bus.lead("/large", backend.url("/large"), Bus.logging(LogLevel.FULL));
        bus.lead("/none", backend.url("/x"), Bus.logging(LogLevel.NONE));
    }

    @AfterAll
    static void stop() {
        bus.close();
        backend.close();
    }

    @BeforeEach
    void forget() {
        bus.calls.clear();
    }

    private static void send(String path, String body) throws Exception {
        CLIENT.send(
                HttpRequest.newBuilder(bus.uri(path))
                        .header("Authorization", "Bearer " + Bus.TOKEN)
                        .header("Content-Type", "application/json")
                        .header("X-Api-Key", "caller-secret")
                        .header("X-Plain", "plain")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static BusCall next() throws InterruptedException {
        BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    @Test
    void atBasicTheCallIsToldOfWithoutWhatWasSaid() throws Exception {
        send("/basic?token=x", "{}");

        BusCall call = next();
        assertThat(call.route()).isEqualTo(basic);
        assertThat(call.caller()).isEqualTo(Bus.ROBOT);
        assertThat(call.source()).isEqualTo("127.0.0.1");
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/basic");
        assertThat(call.status()).isEqualTo(201);
        assertThat(call.error()).isEmpty();
        assertThat(call.transformed()).isFalse();
        assertThat(call.duration()).isPositive();
        assertThat(call.requestBytes()).isEqualTo(2);
        assertThat(call.responseBytes()).isEqualTo(29);
        assertThat(call.request()).isEmpty();
        assertThat(call.response()).isEmpty();
    }

    @Test
    void atFullHeadersAndBodiesAreToldWithoutSecrets() throws Exception {
        send("/full", "{\"secret\":\"caller-secret\",\"a\":1}");

        BusCall.Message request = next().request().orElseThrow();
        assertThat(request.headers()).containsEntry("X-Plain", List.of("plain"));
        assertThat(request.headers().toString()).doesNotContain("caller-secret", Bus.TOKEN);
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo("{\"secret\":\"***\",\"a\":1}");
    }

    @Test
    void secretsOfBackendsAreHiddenAsWell() throws Exception {
        send("/full", "{}");

        BusCall.Message response = next().response().orElseThrow();
        assertThat(response.headers().toString()).doesNotContain("backend-secret");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{\"password\":\"***\"}");
    }

    @Test
    void ofABodyTheFirst64KibAreKept() throws Exception {
        send("/large", "x".repeat(64 * 1024));
        BusCall exact = next();
        send("/large", "x".repeat(64 * 1024 + 1));
        BusCall more = next();

        assertThat(exact.request().orElseThrow().body()).hasSize(64 * 1024);
        assertThat(more.request().orElseThrow().body()).hasSize(64 * 1024);
        assertThat(more.requestBytes()).isEqualTo(64 * 1024 + 1);
        assertThat(more.response().orElseThrow().body()).hasSize(64 * 1024);
        assertThat(more.responseBytes()).isEqualTo(100_000);
    }

    @Test
    void whatIsRefusedBeforeItGoesOutIsToldAsWell() throws Exception {
        bus.lead(
                "/convert",
                backend.url("/x"),
                Bus.converting(MessageType.JSON, MessageType.XML, "{{#a}}", Conversion.STANDARD));
        send("/convert", "{}");

        BusCall call = next();
        assertThat(call.status()).isEqualTo(422);
        assertThat(call.error()).hasValueSatisfying(why -> assertThat(why).startsWith("transformationTemplate"));
        assertThat(call.caller()).isEqualTo(Bus.ROBOT);
    }

    @Test
    void atNoneNothingIsTold() throws Exception {
        send("/none", "{}");
        send("/basic", "{}");

        assertThat(next().path()).isEqualTo("/basic");
        assertThat(bus.told()).isEmpty();
    }
}
