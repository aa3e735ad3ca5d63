package dev.productify.manager.esb.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.productify.manager.domain.outbound.AddressRules;
import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are dialled, whatever a name says of itself. A server on loopback stands for what must not be reached. */
class OutboundTest {
    private static final AddressRules STRICT = new AddressRules(List.of(), Set.of(), address -> false);
    private static final AddressRules LOOPBACK =
            new AddressRules(List.of(Cidr.parse("127.0.0.0/8")), Set.of(), address -> false);

    private final AtomicInteger reached = new AtomicInteger();
    private HttpServer inside;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        inside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inside.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/secret");
            boolean redirect = exchange.getRequestURI().getPath().equals("/redirect");
            exchange.sendResponseHeaders(redirect ? 302 : 200, -1);
            exchange.close();
        });
        inside.start();
    }

    @AfterEach
    void stop() {
        LifeCycle.stop(client);
        inside.stop(0);
    }

    private int port() {
        return inside.getAddress().getPort();
    }

    private ContentResponse get(AddressRules rules, NameLookups.Names names, String host, String path)
            throws Exception {
        if (client == null) {
            client = new Outbound(() -> rules, OutboundLimits.STANDARD, names).client("test");
            LifeCycle.start(client);
        }
        return client.newRequest("http://any/")
                .host(host)
                .port(port())
                .path(path)
                .timeout(10, TimeUnit.SECONDS)
                .send();
    }

    private static InetAddress[] addresses(String... literals) throws UnknownHostException {
        InetAddress[] all = new InetAddress[literals.length];
        for (int i = 0; i < literals.length; i++) {
            all[i] = InetAddress.getByName(literals[i]);
        }
        return all;
    }

    /** As the JVM understands them; some it does not. An octal number with dots is a decimal one to it, and another address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.0.0.1",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "localhost",
                "localhost."
            })
    void noSpellingOfAnInsideAddressIsDialled(String host) {
        assertThatThrownBy(() -> get(STRICT, InetAddress::getAllByName, host, "/"))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfAny(ForbiddenAddressException.class, UnknownHostException.class);
        assertThat(reached).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "169.254.169.254",
                "192.168.0.1",
                "100.64.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "224.0.0.1",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fe80::1",
                "fd00::1"
            })
    void aNameThatStandsForAnInsideAddressIsNotDialled(String address) {
        assertThatThrownBy(() -> get(STRICT, host -> addresses(address), "public.example.com", "/"))
                .hasRootCauseInstanceOf(ForbiddenAddressException.class)
                .rootCause()
                .hasMessageContaining("outbound.allow");
        assertThat(reached).hasValue(0);
    }

    /** The name is looked up once for each connection, and what comes out of that is what is checked and dialled. */
    @Test
    void aNameThatStandsForSomethingElseTheSecondTimeIsNotDialled() {
        AtomicInteger asked = new AtomicInteger();
        NameLookups.Names rebinding = host -> addresses(asked.getAndIncrement() == 0 ? "203.0.113.1" : "127.0.0.1");
        AddressRules documentation =
                new AddressRules(List.of(Cidr.parse("203.0.113.0/24")), Set.of(), address -> false);
        client = new Outbound(
                        () -> documentation,
                        new OutboundLimits(
                                Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(4), 10, 8192),
                        rebinding)
                .client("test");
        LifeCycle.start(client);

        // the first address may be dialled, and nobody is there
        assertThatThrownBy(() -> get(documentation, rebinding, "rebinding.example.com", "/"))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isNotInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> get(documentation, rebinding, "rebinding.example.com", "/"))
                .hasRootCauseInstanceOf(ForbiddenAddressException.class);
        assertThat(asked).hasValue(2);
        assertThat(reached).hasValue(0);
    }

    @Test
    void ofManyAddressesThePermittedOnesAreDialled() throws Exception {
        assertThat(get(LOOPBACK, host -> addresses("10.0.0.1", "127.0.0.1"), "many.example.com", "/")
                        .getStatus())
                .isEqualTo(200);
    }

    @Test
    void whatTheOperatorPermitsIsReached() throws Exception {
        assertThat(get(LOOPBACK, InetAddress::getAllByName, "127.0.0.1", "/").getStatus())
                .isEqualTo(200);
        assertThat(reached).hasValue(1);
    }

    @Test
    void theManagersOwnPortsAreNeverReached() {
        AddressRules own =
                new AddressRules(List.of(Cidr.parse("127.0.0.0/8")), Set.of(port()), InetAddress::isLoopbackAddress);

        for (String host : new String[] {"127.0.0.1", "127.9.9.9", "localhost"}) {
            assertThatThrownBy(() -> get(own, InetAddress::getAllByName, host, "/"))
                    .hasRootCauseInstanceOf(ForbiddenAddressException.class)
                    .rootCause()
                    .hasMessageContaining("the Manager itself");
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void redirectsAreNotFollowedAndCookiesNotKept() throws Exception {
        ContentResponse answer = get(LOOPBACK, InetAddress::getAllByName, "127.0.0.1", "/redirect");

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(reached).hasValue(1);
        assertThat(client.getHttpCookieStore().all()).isEmpty();
    }

    @Test
    void aNameServerThatIsSilentHoldsOneThreadAndNobodyForLong() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        NameLookups.Names silent = host -> {
            if (!host.equals("silent.example.com")) {
                return addresses("127.0.0.1");
            }
            asked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            throw new UnknownHostException(host);
        };
        client = new Outbound(
                        () -> LOOPBACK,
                        new OutboundLimits(
                                Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(4), 10, 8192),
                        silent)
                .client("test");
        LifeCycle.start(client);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> get(LOOPBACK, silent, "silent.example.com", "/"))
                    .isInstanceOf(TimeoutException.class);
        }
        assertThat(get(LOOPBACK, silent, "other.example.com", "/").getStatus()).isEqualTo(200);
        assertThat(asked).hasValue(1);
        end.countDown();
    }
}
