package dev.productify.manager.esb.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.access.UserDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A Pocket ID that does not do what it should: always a refusal that says so, never the key, never a thread lost. */
@Timeout(60)
class PocketIdTroubleTest {
    private static final String KEY = "secret-key-0123456789";
    private static final PocketIdApi.Limits LIMITS =
            new PocketIdApi.Limits(Duration.ofSeconds(2), Duration.ofSeconds(20), 1000, 3, 2);
    private static final PocketIdApi.Limits HASTY =
            new PocketIdApi.Limits(Duration.ofSeconds(2), Duration.ofMillis(300), 1000, 3, 2);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(PocketIdApi.class)).addAppender(log);
    }

    @AfterEach
    void stop() {
        end.countDown();
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
        ((Logger) LoggerFactory.getLogger(PocketIdApi.class)).detachAppender(log);
    }

    private interface Answering {
        void to(HttpExchange exchange) throws Exception;
    }

    private UserDirectory directory(PocketIdApi.Limits limits, Answering answering) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answering.to(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
        return directory(limits, server.getAddress().getPort());
    }

    private static UserDirectory directory(PocketIdApi.Limits limits, int port) {
        return new PocketIdDirectory(new PocketIdApi(URI.create("http://127.0.0.1:" + port), KEY, limits));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private ManagerException refusal(Runnable question) {
        ManagerException refusal = catchThrowableOfType(ManagerException.class, question::run);
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.toString() + refusal.getCause()).doesNotContain(KEY);
        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy())
                        .doesNotContain(KEY)
                        .doesNotContain("john"));
        return refusal;
    }

    private ManagerException refusal(UserDirectory directory) {
        return refusal(() -> directory.search(new SearchText("john")));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aKeyThatIsNotTakenIsForTheOperator(int status) throws Exception {
        UserDirectory directory = directory(LIMITS, exchange -> send(exchange, status, "{\"error\":\"no\"}"));

        assertThat(refusal(directory)).hasMessageContaining("pocket_id.api_key");
        assertThat(refusal(() -> directory.find(new UserId(UUID.randomUUID()))))
                .hasMessageContaining("pocket_id.api_key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>",
                "200 | ''",
                "200 | []",
                "200 | {}",
                "200 | {\"data\":[]}",
                "200 | {\"data\":{},\"pagination\":{\"totalPages\":1}}",
                "200 | {\"data\":[],\"pagination\":{\"totalPages\":\"many\"}}",
                "500 | {\"error\":\"oops\"}",
                "429 | {}",
                "204 | ''",
                "404 | {}",
            })
    void whatIsNotUnderstoodIsRefused(int status, String body) throws Exception {
        UserDirectory directory = directory(LIMITS, exchange -> send(exchange, status, body));

        assertThat(refusal(directory)).hasMessageContaining("does not understand");
    }

    @Test
    void noOtherAddressIsFollowed() throws Exception {
        UserDirectory directory = directory(LIMITS, exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            assertThat(exchange.getRequestURI().getPath()).isEqualTo("/api/users");
            send(exchange, 302, "");
        });

        assertThat(refusal(directory)).hasMessageContaining("does not understand");
    }

    @Test
    void anIssuerThatIsNoneIsRefused() throws Exception {
        UserDirectory directory = directory(LIMITS, exchange -> {
            String user = "{\"id\":\"" + UUID.randomUUID() + "\",\"username\":\"john\"}";
            boolean users = exchange.getRequestURI().getPath().startsWith("/api");
            send(exchange, 200, users ? "{\"data\":[" + user + "],\"pagination\":{\"totalPages\":1}}" : "{}");
        });

        assertThat(refusal(directory)).hasMessageContaining("does not understand");
    }

    @Test
    void aLimitOfBytesIsKept() throws Exception {
        String frame = "{\"data\":null,\"pagination\":{\"totalPages\":1},\"x\":\"\"}";
        String fits = frame.replace("\"\"", "\"" + "x".repeat(LIMITS.bytes() - frame.length()) + "\"");
        String tooLong = frame.replace("\"\"", "\"" + "x".repeat(LIMITS.bytes() - frame.length() + 1) + "\"");

        UserDirectory directory = directory(LIMITS, exchange -> send(exchange, 200, fits));
        assertThat(directory.search(new SearchText("john"))).isEmpty();
        server.stop(0);

        assertThat(refusal(directory(LIMITS, exchange -> send(exchange, 200, tooLong))))
                .hasMessageContaining("answered too much");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws Exception {
        UserDirectory directory = directory(LIMITS, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(new byte[1000]);
            }
        });

        assertThat(refusal(directory)).hasMessageContaining("answered too much");
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
        UserDirectory directory = directory(HASTY, exchange -> end.await());

        assertThat(refusal(directory)).hasMessageContaining("in time");
    }

    @Test
    void anAnswerThatDoesNotEndIsNotWaitedFor() throws Exception {
        UserDirectory directory = directory(HASTY, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            end.await();
        });

        assertThat(refusal(directory)).hasMessageContaining("in time");
    }

    @Test
    void nobodyThereIsRefused() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(refusal(directory(LIMITS, port))).hasMessageContaining("cannot be reached");
    }

    @Test
    void noMoreThanSoManyQuestionsAreUnderWay() throws Exception {
        CountDownLatch arrived = new CountDownLatch(LIMITS.atOnce());
        UserDirectory directory = directory(LIMITS, exchange -> {
            arrived.countDown();
            end.await();
            send(exchange, 404, "");
        });
        UserId id = new UserId(UUID.randomUUID());
        Future<?> first = threads.submit(() -> directory.find(id));
        Future<?> second = threads.submit(() -> directory.find(id));
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

        ManagerException refused = catchThrowableOfType(ManagerException.class, () -> directory.find(id));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused).hasMessageContaining("too much at once");

        end.countDown();
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
        assertThat(directory.find(id)).isEmpty();
    }

    @Test
    void aKeyThatNoHeaderTakesIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new PocketIdDirectory(URI.create("http://127.0.0.1:1"), "secret\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @Test
    void theLimitsAreThoseThatAreDocumented() {
        assertThat(PocketIdApi.Limits.DEFAULT)
                .isEqualTo(new PocketIdApi.Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), 1_048_576, 5, 16));
    }
}
