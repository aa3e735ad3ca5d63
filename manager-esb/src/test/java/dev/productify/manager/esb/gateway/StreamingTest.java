package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.endpoint.BusCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies flow through: no faster than they are read, and no longer than somebody wants them. */
class StreamingTest {
    private static final int MIB = 1024 * 1024;
    /** More than all buffers on the way hold together, far less than what is sent. */
    private static final long MOST_BUFFERED = 48L * MIB;

    private static final int ALL = 200;

    private static Socket caller(Bus bus, String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), bus.port());
        socket.setSoTimeout(20_000);
        String text = head.replace("$AUTH", "Host: a\nAuthorization: Bearer " + Bus.TOKEN)
                .replace("\n", "\r\n");
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Writes until all is written or the other side is gone. */
    private static CompletableFuture<Boolean> write(OutputStream out, AtomicLong written) {
        return CompletableFuture.supplyAsync(() -> {
            byte[] bytes = new byte[MIB];
            try {
                for (int i = 0; i < ALL; i++) {
                    out.write(bytes);
                    written.addAndGet(bytes.length);
                }
                out.flush();
                return true;
            } catch (IOException gone) {
                return false;
            }
        });
    }

    /** Waits until nothing moves any more. */
    private static void settle(AtomicLong written) throws InterruptedException {
        long before = -1;
        while (before != written.get()) {
            before = written.get();
            Thread.sleep(300);
        }
    }

    @Test
    void aCallerSendsNoFasterThanTheBackendReads() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        AtomicLong arrived = new AtomicLong();
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    read.await();
                    InputStream in = socket.getInputStream();
                    byte[] buffer = new byte[MIB];
                    while (arrived.get() < (long) ALL * MIB) {
                        arrived.addAndGet(in.readNBytes(buffer, 0, buffer.length));
                    }
                    RawBackend.say(socket, "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
                });
                Bus bus = Bus.start();
                Socket caller = caller(
                        bus,
                        "PUT " + Bus.path("/big") + " HTTP/1.1\n$AUTH\nContent-Length: " + (long) ALL * MIB + "\n\n")) {
            bus.lead("/big", backend.url("/"));
            AtomicLong written = new AtomicLong();

            CompletableFuture<Boolean> writing = write(caller.getOutputStream(), written);
            settle(written);
            assertThat(written.get()).isLessThan(MOST_BUFFERED);

            read.countDown();
            assertThat(writing.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(RawBackend.head(caller)).startsWith("HTTP/1.1 200 ");
            assertThat(arrived).hasValue((long) ALL * MIB);
            assertThat(bus.calls.poll(10, TimeUnit.SECONDS).requestBytes()).isEqualTo((long) ALL * MIB);
        }
    }

    @Test
    void aBackendSendsNoFasterThanTheCallerReadsAndStopsWhenTheCallerLeaves() throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 200 OK\nContent-Length: " + (long) ALL * MIB + "\n\n");
                    all.complete(write(socket.getOutputStream(), written).join());
                });
                Bus bus = Bus.start()) {
            bus.lead("/big", backend.url("/"));
            Socket caller = caller(bus, "GET " + Bus.path("/big") + " HTTP/1.1\n$AUTH\n\n");

            assertThat(RawBackend.head(caller)).startsWith("HTTP/1.1 200 ");
            settle(written);
            assertThat(written.get()).isLessThan(MOST_BUFFERED);

            caller.close();
            assertThat(all.get(30, TimeUnit.SECONDS)).isFalse();
            BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.responseBytes()).isLessThan((long) ALL * MIB);
        }
    }

    @Test
    void anAnswerBelow200ThatNobodyKnowsIsPassedOver() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 104 Unheard\nX: 1\n\nHTTP/1.1 204 No Content\n\n");
                });
                Bus bus = Bus.start()) {
            bus.lead("/interim", backend.url("/"));
            Socket caller = caller(bus, "GET " + Bus.path("/interim") + " HTTP/1.1\n$AUTH\n\n");

            assertThat(RawBackend.head(caller)).startsWith("HTTP/1.1 204 ").doesNotContain("X: 1");
            assertThat(bus.calls.poll(10, TimeUnit.SECONDS).status()).isEqualTo(204);
        }
    }

    @Test
    void aCallerWhoLeavesInTheMiddleOfItsBodyTakesTheRequestAway() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    try {
                        InputStream in = socket.getInputStream();
                        int next = in.read();
                        while (next >= 0) {
                            next = in.read();
                        }
                        end.complete(next);
                    } catch (IOException reset) {
                        end.complete(-1);
                    }
                });
                Bus bus = Bus.start()) {
            bus.lead("/upload", backend.url("/"));
            Socket caller = caller(
                    bus, "POST " + Bus.path("/upload") + " HTTP/1.1\n$AUTH\nContent-Length: 1000\n\nthe beginning");
            caller.close();

            assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
            assertThat(call.error()).contains(BusError.BAD_REQUEST.message());
        }
    }

    /** Over HTTP/1.1 nothing is read from the caller meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"GET $PATH HTTP/1.1\n$AUTH\n\n", "POST $PATH HTTP/1.1\n$AUTH\nContent-Length: 3\n\nabc"})
    void aCallerWhoLeavesWhileTheBackendIsSilentTakesTheRequestAway(String request) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    asked.countDown();
                    try {
                        InputStream in = socket.getInputStream();
                        int next = in.read();
                        while (next >= 0) {
                            next = in.read();
                        }
                        end.complete(next);
                    } catch (IOException reset) {
                        end.complete(-1);
                    }
                });
                Bus bus = Bus.start()) {
            bus.lead("/silent", backend.url("/"));
            Socket caller = caller(bus, request.replace("$PATH", Bus.path("/silent")));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            caller.close();

            assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            BusCall call = bus.calls.poll(10, TimeUnit.SECONDS);
            assertThat(call.status()).isZero();
            assertThat(call.error()).isEmpty();
        }
    }

    @Test
    void partsOfAnAnswerArriveAsTheyAreSent() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(
                            socket,
                            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n3\none\n");
                    seen.await();
                    RawBackend.say(socket, "3\ntwo\n0\n\n");
                });
                Bus bus = Bus.start();
                RawSocket caller = new RawSocket(bus.port())) {
            bus.lead("/events", backend.url("/"));
            caller.say(
                    "GET " + Bus.path("/events") + " HTTP/1.1\nHost: a\nAuthorization: Bearer " + Bus.TOKEN + "\n\n");

            assertThat(caller.head()).contains("text/event-stream");
            assertThat(new String(caller.read(6), StandardCharsets.ISO_8859_1)).isEqualTo("3\r\none");
            seen.countDown();
            assertThat(new String(caller.read(15), StandardCharsets.ISO_8859_1)).isEqualTo("\r\n3\r\ntwo\r\n0\r\n\r\n");
        }
    }

    /** Early hints are passed on with their links alone; what is for the bus itself is not. */
    @Test
    void interimAnswersCarryNothingUnchecked() throws Exception {
        try (RawBackend backend = new RawBackend((socket, number) -> {
                    RawBackend.head(socket);
                    RawBackend.say(socket, "HTTP/1.1 100 Continue\n\nHTTP/1.1 102 Processing\nX-A: 1\n\n");
                    RawBackend.say(
                            socket,
                            "HTTP/1.1 103 Early Hints\nLink: </a.css>\nSet-Cookie: __Host-manager=x\nX-A: 1\n\n");
                    RawBackend.say(socket, "HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
                });
                Bus bus = Bus.start();
                RawSocket caller = new RawSocket(bus.port())) {
            bus.lead("/hints", backend.url("/"));
            caller.say("GET " + Bus.path("/hints") + " HTTP/1.1\nHost: a\nAuthorization: Bearer " + Bus.TOKEN
                    + "\nConnection: close\n\n");

            assertThat(caller.head())
                    .startsWith("HTTP/1.1 103 ")
                    .contains("Link: </a.css>")
                    .doesNotContain("Cookie", "X-A");
            assertThat(caller.head()).startsWith("HTTP/1.1 200 ");
            assertThat(caller.rest()).isEqualTo("ok");
        }
    }
}
