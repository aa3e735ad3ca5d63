package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.ports.endpoint.BusCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that convert, through a gateway of its own. */
class ConvertingTest {
    private static final String XML = "application/xml";
    private static final int MOST = 10 * 1024 * 1024;
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Bus bus;
    private static Backend backend;
    /** What the backend answers next. */
    private static volatile Backend.Answering answering;

    @BeforeAll
    static void start() {
        backend = new Backend(exchange -> answering.answer(exchange));
        bus = Bus.start();
        bus.lead("/xml", backend.url("/b"), Bus.converting(MessageType.JSON, MessageType.XML));
        bus.lead("/soap", backend.url("/b"), Bus.converting(MessageType.JSON, MessageType.SOAP));
        bus.lead("/from-soap", backend.url("/b"), Bus.converting(MessageType.SOAP, MessageType.JSON));
        bus.lead(
                "/template",
                backend.url("/b"),
                Bus.converting(
                        null,
                        null,
                        "{\"name\":\"{{body.n}}\",\"by\":\"{{headers.x-by}}{{headers.authorization}}\","
                                + "\"q\":\"{{query.q}}\",\"m\":\"{{method}} {{path}}\"}",
                        Conversion.STANDARD));
        bus.lead(
                "/broken",
                backend.url("/b"),
                Bus.converting(MessageType.JSON, MessageType.XML, "{{#a}}", Conversion.STANDARD));
        bus.lead(
                "/full",
                backend.url("/b"),
                route -> Bus.logging(LogLevel.FULL)
                        .apply(Bus.converting(MessageType.JSON, MessageType.XML).apply(route)));
    }

    @AfterAll
    static void stop() {
        bus.close();
        backend.close();
    }

    @AfterEach
    void nothingIsKept() {
        backend.asked.clear();
    }

    private static void answers(int status, String type, String text, String... headers) {
        answering = exchange -> {
            if (type != null) {
                exchange.getResponseHeaders().add("Content-Type", type);
            }
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                Backend.send(exchange, status, text);
            }
        };
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(bus.uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + Bus.TOKEN);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private static HttpResponse<String> post(String path, String type, String body, String... headers) {
        return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    @Test
    void requestsAndAnswersAreConverted() {
        answers(201, "text/xml", "<r><n>5</n></r>", "ETag", "\"abc\"", "X-Own", "kept", "Digest", "sha-256=x");

        HttpResponse<String> answer = post(
                "/xml",
                "application/json",
                "{\"o\":{\"id\":7}}",
                "Accept",
                "application/json",
                "Accept-Encoding",
                "gzip",
                "Range",
                "bytes=0-1");

        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo(DECLARATION + "<o><id>7</id></o>");
        assertThat(asked.header("content-type")).isEqualTo("application/xml; charset=utf-8");
        assertThat(asked.header("content-length")).isEqualTo(Integer.toString(asked.body().length));
        assertThat(asked.header("transfer-encoding")).isNull();
        assertThat(asked.header("accept")).isEqualTo("application/xml, text/xml;q=0.9");
        assertThat(asked.header("accept-encoding")).isNull();
        assertThat(asked.header("range")).isNull();
        assertThat(asked.header("soapaction")).isNull();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"r\":{\"n\":\"5\"}}");
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().allValues("content-length")).containsExactly("15");
        assertThat(answer.headers().firstValue("etag")).contains("W/\"abc\"");
        assertThat(answer.headers().firstValue("x-own")).contains("kept");
        assertThat(answer.headers().firstValue("digest")).isEmpty();
    }

    @Test
    void aChunkedRequestGoesOnWithItsLength() {
        answers(200, XML, "<r/>");
        InputStream body = new ByteArrayInputStream("{\"o\":1}".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> answer = send(request("/xml")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build());

        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo(DECLARATION + "<o>1</o>");
        assertThat(asked.header("transfer-encoding")).isNull();
        assertThat(answer.body()).isEqualTo("{\"r\":\"\"}");
    }

    @Test
    void whereThereIsNoBodyNothingIsConverted() {
        answers(204, null, "");
        assertThat(send(request("/xml").GET().build()).statusCode()).isEqualTo(204);
        assertThat(post("/xml", "text/plain", "").statusCode()).isEqualTo(204);

        answers(200, XML, "<r/>", "ETag", "\"x\"");
        HttpResponse<String> head = send(request("/xml")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("etag")).contains("W/\"x\"");

        assertThat(send(request("/xml").GET().build()).body()).isEqualTo("{\"r\":\"\"}");
    }

    @Test
    void aSoapBackendIsCalledWithJson() {
        answers(
                200,
                "text/xml; charset=utf-8",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><price>1.9</price></s:Body>"
                        + "</s:Envelope>");

        HttpResponse<String> answer = post("/soap", "application/json", "{\"GetPrice\":{\"sku\":\"A\"}}");

        Backend.Asked asked = backend.next();
        assertThat(asked.text()).contains("<soap:Body><GetPrice><sku>A</sku></GetPrice></soap:Body>");
        assertThat(asked.header("soapaction")).isEqualTo("\"\"");
        assertThat(answer.body()).isEqualTo("{\"price\":\"1.9\"}");

        post("/soap", "application/json", "{\"a\":1}", "SOAPAction", "\"mine\"");
        assertThat(backend.next().header("soapaction")).isEqualTo("\"mine\"");
    }

    @Test
    void aFaultIsAProblemOfTheRightStatus() {
        answers(
                500,
                "text/xml",
                "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
                        + "<faultcode>s:Client</faultcode><faultstring>No sku</faultstring></s:Fault></s:Body></s:Envelope>");

        HttpResponse<String> answer = post("/soap", "application/json", "{\"GetPrice\":{}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"detail\":\"No sku\"", "\"code\":\"SOAP_FAULT\"");
    }

    @Test
    void aSoapCallerIsAnsweredInItsVersionErrorsIncluded() {
        String envelope =
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><a>1</a></s:Body></s:Envelope>";
        answers(200, "application/json", "{\"r\":1}");
        HttpResponse<String> answer = post("/from-soap", "application/soap+xml", envelope, "SOAPAction", "x");
        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo("{\"a\":\"1\"}");
        assertThat(asked.header("soapaction")).isNull();
        assertThat(answer.body()).contains("2003/05/soap-envelope", "<r>1</r>");
        assertThat(answer.headers().firstValue("content-type")).contains("application/soap+xml; charset=utf-8");

        answers(404, "application/json", "{\"error\":\"gone\"}");
        HttpResponse<String> fault = post("/from-soap", "application/soap+xml", envelope);
        assertThat(fault.statusCode()).isEqualTo(400);
        assertThat(fault.body()).contains("soap:Sender", ">gone<");

        HttpResponse<String> refusal = post("/from-soap", "text/xml", "<a/>");
        assertThat(refusal.statusCode()).isEqualTo(422);
        assertThat(refusal.body()).contains("soap:VersionMismatch", "schemas.xmlsoap.org");
        HttpResponse<String> other = post("/from-soap", "application/json", "{}");
        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(other.body()).contains("soap:Client", ">UNSUPPORTED_MEDIA_TYPE<");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/json | {\"a\":1,\"a\":2} | 422 | NOT_MAPPABLE",
                "application/json | {\"a\":\"\\u0001\"} | 422 | NOT_MAPPABLE",
                "application/json | { | 422 | NOT_MAPPABLE",
                "application/xml | <a/> | 415 | UNSUPPORTED_MEDIA_TYPE",
                "text/plain | x | 415 | UNSUPPORTED_MEDIA_TYPE",
                "application/json; charset=utf-7 | {} | 415 | UNSUPPORTED_MEDIA_TYPE"
            })
    void whatCannotBeConvertedDoesNotGoOut(String type, String body, int status, String code) {
        HttpResponse<String> answer = post("/xml", type, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void aBodyWithoutTypeIsRefused() {
        assertThat(post("/xml", null, "{}").statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200 | text/html | <p>",
                "200 | application/json | {}",
                "503 | text/html | <p/>",
                "200 | application/xml | <a>",
                "200 | application/xml | <!DOCTYPE a><a/>"
            })
    void anAnswerThatCannotBeConvertedIsTheBackendsFault(int status, String type, String body) {
        answers(status, type, body, "X-Own", "gone");

        HttpResponse<String> answer = post("/xml", "application/json", "{\"a\":1}");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"BACKEND_NOT_MAPPABLE\"");
        assertThat(answer.headers().firstValue("x-own")).isEmpty();
        assertThat(answer.headers().firstValue("x-content-type-options").orElse("nosniff"))
                .isEqualTo("nosniff");
    }

    @Test
    void bodiesHaveALimitBothWays() {
        answers(200, XML, "<r/>");
        byte[] fits = new byte[MOST];
        Arrays.fill(fits, (byte) ' ');
        System.arraycopy("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 0, fits, 0, 7);
        assertThat(post("/xml", "application/json", fits).statusCode()).isEqualTo(200);

        byte[] larger = Arrays.copyOf(fits, MOST + 1);
        larger[MOST] = ' ';
        HttpResponse<String> refusal = post("/xml", "application/json", larger);
        assertThat(refusal.statusCode()).isEqualTo(413);
        assertThat(refusal.body()).contains("PAYLOAD_TOO_LARGE");

        answers(200, XML, "<r/>" + " ".repeat(MOST - 4));
        assertThat(post("/xml", "application/json", "{}").statusCode()).isEqualTo(200);
        answers(200, XML, "<r/>" + " ".repeat(MOST - 3));
        HttpResponse<String> answer = post("/xml", "application/json", "{}");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("BACKEND_NOT_MAPPABLE");
        // and the next one is served
        answers(200, XML, "<r/>");
        assertThat(post("/xml", "application/json", "{}").statusCode()).isEqualTo(200);
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Test
    void whatIsPackedIsUnpackedUpToTheLimit() {
        answers(200, XML, "<r/>");
        byte[] packed = packed("{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(post("/xml", "application/json", packed, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo(DECLARATION + "<a>x</a>");
        assertThat(asked.header("content-encoding")).isNull();

        byte[] bomb = packed(new byte[MOST + 1]);
        assertThat(bomb.length).isLessThan(20_000);
        assertThat(post("/xml", "application/json", bomb, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("/xml", "application/json", packed, "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/xml", "application/json", packed, "Content-Encoding", "gzip, gzip")
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("/xml", "application/json", "{}", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(422);

        answering = exchange -> {
            exchange.getResponseHeaders().add("Content-Type", XML);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            byte[] body = packed("<r>y</r>".getBytes(StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
        HttpResponse<String> answer = post("/xml", "application/json", "{}");
        assertThat(answer.body()).isEqualTo("{\"r\":\"y\"}");
        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
    }

    @Test
    void aTemplateSeesTheRequestAndNoSecrets() {
        answers(200, "text/plain", "as it is");

        HttpResponse<String> answer =
                post("/template?q=a%20%22b", "application/json", "{\"n\":\"x\\\"y\"}", "X-By", "me", "Cookie", "a=b");

        assertThat(backend.next().text())
                .isEqualTo("{\"name\":\"x\\\"y\",\"by\":\"me\",\"q\":\"a \\\"b\",\"m\":\"POST /template\"}");
        assertThat(answer.body()).isEqualTo("as it is");
        assertThat(post("/broken", "application/json", "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void aConvertedCallIsToldOf() throws Exception {
        answers(200, XML, "<r/>");
        post("/full", "application/json", "{\"password\":\"p\",\"a\":1}");

        BusCall call = bus.callOf("/full");
        assertThat(call.transformed()).isTrue();
        assertThat(new String(call.request().orElseThrow().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"password\":\"***\",\"a\":1}");
        assertThat(new String(call.response().orElseThrow().body(), StandardCharsets.UTF_8))
                .isEqualTo("<r/>");
        post("/full", "application/json", "{");
        call = bus.callOf("/full");
        assertThat(call.transformed()).isFalse();
        assertThat(call.error()).hasValueSatisfying(why -> assertThat(why).contains("not well-formed JSON"));
    }

    @Test
    void bodiesAtOnceHaveALimit() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        GatewayLimits limits = new GatewayLimits(
                100, 100, Duration.ofSeconds(30), 20, 3, GatewayLimits.STANDARD.circuit(), 1_000, 1 << 20);
        try (Backend slow = new Backend(exchange -> {
                    arrived.countDown();
                    try {
                        go.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.getResponseHeaders().add("Content-Type", XML);
                    Backend.send(exchange, 200, "<r/>");
                });
                Bus small = Bus.start(limits)) {
            small.lead("/xml", slow.url("/b"), Bus.converting(MessageType.JSON, MessageType.XML));
            URI uri = small.uri("/xml");
            CompletableFuture<HttpResponse<String>> first = post(uri, 600);
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> second = post(uri, 600).get(10, TimeUnit.SECONDS);
            CompletableFuture<HttpResponse<String>> third = post(uri, 300);
            go.countDown();

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("retry-after")).contains("1");
            assertThat(second.body()).contains("CONVERSIONS_FULL");
            assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(third.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(whenThereIsRoom(() -> post(uri, 990).join()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatABodyBecomesTakesRoomAsWell() throws Exception {
        answers(200, XML, "<r/>");
        GatewayLimits limits = new GatewayLimits(
                100, 100, Duration.ofSeconds(30), 20, 3, GatewayLimits.STANDARD.circuit(), 10_000, 1 << 20);
        try (Bus small = Bus.start(limits)) {
            small.lead("/xml", backend.url("/b"), Bus.converting(MessageType.JSON, MessageType.XML));

            assertThat(packed(small, "x".repeat(9_000)).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = packed(small, "x".repeat(10_001));

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            assertThat(refused.body()).contains("CONVERSIONS_FULL");
            // what was refused is given back
            assertThat(whenThereIsRoom(() -> packed(small, "x".repeat(9_000))).statusCode())
                    .isEqualTo(200);

            answers(200, XML, "<r>" + "&#120;".repeat(10) + "</r>");
            assertThat(whenThereIsRoom(() -> packed(small, "x")).body()).isEqualTo("{\"r\":\"xxxxxxxxxx\"}");
        }
    }

    /** A call gives its room back when it is over, which is a moment after its answer. */
    private static HttpResponse<String> whenThereIsRoom(Supplier<HttpResponse<String>> call) {
        HttpResponse<String> answer = call.get();
        for (int i = 0; i < 1_000 && answer.statusCode() == 503; i++) {
            answer = call.get();
        }
        return answer;
    }

    private static HttpResponse<String> packed(Bus to, String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return send(HttpRequest.newBuilder(to.uri("/xml"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + Bus.TOKEN)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());
    }

    /** Over a connection of its own: that of a refused body is closed, which another call would be told too late. */
    private static CompletableFuture<HttpResponse<String>> post(URI uri, int length) {
        String body = "{\"a\":1}" + " ".repeat(length - 7);
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + Bus.TOKEN)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/xml", "/soap"})
    void aBackendThatIsGoneIsSaidAsAlways(String path) {
        answering = exchange -> exchange.close();

        assertThat(post(path, "application/json", "{\"a\":1}").statusCode()).isEqualTo(502);
    }
}
