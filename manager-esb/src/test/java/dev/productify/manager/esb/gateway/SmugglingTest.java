package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two readers could read differently never reaches a backend; said byte by byte. */
class SmugglingTest {
    private static Backend backend;
    private static Bus bus;

    @BeforeAll
    static void start() {
        backend = Backend.saying("hello");
        bus = Bus.start();
        bus.lead("/open/*", backend.url("/open"), Bus.proving("Bearer of-the-manager"));
    }

    @AfterAll
    static void stop() {
        bus.close();
        backend.close();
    }

    @BeforeEach
    void forget() {
        backend.asked.clear();
    }

    private static String say(String lines) throws Exception {
        try (RawSocket socket = new RawSocket(bus.port())) {
            return socket.say(lines.replace("$AUTH", "Authorization: Bearer " + Bus.TOKEN)
                            .replace("$OPEN", Bus.path("/open")))
                    .rest();
        }
    }

    @Test
    void aPlainRequestGoesThrough() throws Exception {
        assertThat(say("GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(backend.next().uri()).isEqualTo("/open/x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // framing
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nContent-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nTransfer-Encoding: chunked\nContent-Length: 3\n\n0\n\n",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nContent-Length: 3\nContent-Length: 4\n\nabcd",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nContent-Length: 3, 4\n\nabcd",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nContent-Length: +3\n\nabc",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nContent-Length: -3\n\nabc",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nTransfer-Encoding: xchunked\n\n0\n\n",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nTransfer-Encoding: chunked, identity\n\n0\n\n",
                "POST $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nTransfer-Encoding : chunked\n\n0\n\n",
                // fields
                "GET $OPEN/x HTTP/1.1\nHost: a\nHost: b\n$AUTH\n\n",
                "GET $OPEN/x HTTP/1.1\n$AUTH\n\n",
                "GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nX-A: 1\n folded\n\n",
                "GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nX A: 1\n\n",
                "GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\n: 1\n\n",
                "GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nX-A: a\u0000b\n\n",
                // request lines
                "GET $OPEN/a b HTTP/1.1\nHost: a\n$AUTH\n\n",
                "GET $OPEN/x HTTP/3.7\nHost: a\n$AUTH\n\n",
                "GET $OPEN/x\n",
                "GET $OPEN/\u0001 HTTP/1.1\nHost: a\n$AUTH\n\n",
                "GET $OPEN/x?q=\u00e9 HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                // paths that leave the endpoint's own
                "GET $OPEN/../secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/%2e%2e/secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/.%2E/secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/..;x=1/secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/x%2f..%2fsecret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/x%5c..%5csecret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/x\\..\\secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN//secret HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/%00 HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/%zz HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "GET $OPEN/%0d%0aX-User-ID:%201 HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                // methods
                "TRACE $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n",
                "get $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n"
            })
    void isRefusedAndNeverReachesTheBackend(String lines) throws Exception {
        String answer = say(lines);

        // HTTP/0.9 has no status line
        assertThat(answer).matches("(?s)(HTTP/1\\.1 (4\\d\\d|505|501) .*|)");
        assertThat(backend.asked).isEmpty();
        assertThat(answer).doesNotContain("of-the-manager", "hello");
    }

    @Test
    void twoCredentialsAreNone() throws Exception {
        assertThat(say("GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\n$AUTH\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(backend.asked).isEmpty();
    }

    @Test
    void headersThatConnectionNamesStayHere() throws Exception {
        String answer = say(
                "GET $OPEN/x HTTP/1.1\nHost: a\n$AUTH\nConnection: close, Upgrade, X-Secret, Keep-Alive, X-Tenant-ID\n"
                        + "X-Secret: 1\nKeep-Alive: 5\nProxy-Connection: x\nProxy-Authorization: Basic x\nProxy-Foo: 1\n"
                        + "Upgrade: websocket\nTrailer: X-T\nX-Kept: 1\n\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        Backend.Asked asked = backend.next();
        assertThat(asked.headers().keySet())
                .contains("x-kept", "x-tenant-id")
                .doesNotContain(
                        "x-secret",
                        "keep-alive",
                        "proxy-connection",
                        "proxy-authorization",
                        "proxy-foo",
                        "upgrade",
                        "trailer");
        assertThat(asked.header("x-tenant-id")).isEqualTo(Bus.TENANT.value().toString());
        assertThat(asked.header("connection")).isIn(null, "keep-alive");
    }

    @Test
    void pipelinedRequestsAreAnsweredOneAfterTheOther() throws Exception {
        String answers = say("GET $OPEN/1 HTTP/1.1\nHost: a\n$AUTH\n\n"
                + "GET $OPEN/2 HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n");

        assertThat(answers.split("HTTP/1.1 200 ")).hasSize(3);
        assertThat(backend.next().uri()).isEqualTo("/open/1");
        assertThat(backend.next().uri()).isEqualTo("/open/2");
    }

    @Test
    void whoExpectsToBeToldToGoOnIsToldOnceTheBackendIsReached() throws Exception {
        try (RawSocket socket = new RawSocket(bus.port())) {
            socket.say("POST " + Bus.path("/open/x") + " HTTP/1.1\nHost: a\nAuthorization: Bearer " + Bus.TOKEN
                    + "\nExpect: 100-continue\nContent-Length: 3\nConnection: close\n\n");
            assertThat(socket.head()).startsWith("HTTP/1.1 100 ");
            assertThat(socket.say("abc").rest()).startsWith("HTTP/1.1 200 ");
        }
        Backend.Asked asked = backend.next();
        assertThat(asked.text()).isEqualTo("abc");
        assertThat(asked.header("expect")).isNull();
    }

    @Test
    void whoExpectsToBeToldToGoOnIsRefusedBeforeTheBodyIsSent() throws Exception {
        try (RawSocket socket = new RawSocket(bus.port())) {
            socket.say("POST " + Bus.path("/open/x")
                    + " HTTP/1.1\nHost: a\nAuthorization: Bearer wrong\nExpect: 100-continue\nContent-Length: 3\n\n");
            assertThat(socket.head()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aCallerOfHttp10IsServed() throws Exception {
        String answer = say("GET $OPEN/x HTTP/1.0\n$AUTH\n\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("hello");
        assertThat(backend.next().header("via")).startsWith("1.0 manager-");
    }

    @Test
    void aRequestThatComesBackIsNotSentAgain() throws Exception {
        bus.lead("/loop", "http://127.0.0.1:" + bus.port() + Bus.path("/loop"), Bus.proving("Bearer " + Bus.TOKEN));

        assertThat(say("GET " + Bus.path("/loop") + " HTTP/1.1\nHost: a\n$AUTH\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 508 ")
                .contains("LOOP_DETECTED");
    }
}
