package dev.productify.manager.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8"), Cidr.parse("127.0.0.1")));

    @ParameterizedTest(name = "{0}, X-Forwarded-For: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.1 | 203.0.113.9                        | 192.0.2.1   ", // a stranger's word counts for nothing
                "10.0.0.1  |                                    | 10.0.0.1    ",
                "10.0.0.1  | 203.0.113.9                        | 203.0.113.9 ",
                "10.0.0.1  | 1.1.1.1, 203.0.113.9               | 203.0.113.9 ", // spoofed on the left
                "10.0.0.1  | 1.1.1.1, 203.0.113.9, 10.0.0.2     | 203.0.113.9 ",
                "10.0.0.1  | 10.0.0.3, 10.0.0.2                 | 10.0.0.3    ", // trusted all the way
                "10.0.0.1  | 203.0.113.9, unknown, 10.0.0.2     | 10.0.0.2    ",
                "10.0.0.1  | 203.0.113.9, garbage               | 10.0.0.1    ",
                "10.0.0.1  | 203.0.113.9:4711                   | 203.0.113.9 ",
                "10.0.0.1  | 2001:db8::1                        | 2001:db8::1 ",
                "10.0.0.1  | [2001:db8::1]:443                  | 2001:db8::1 ",
                "fd00::1   | [2001:db8::1]                      | 2001:db8::1 ",
                "10.0.0.1  | ::ffff:203.0.113.9                 | 203.0.113.9 ",
                "10.0.0.1  | , 203.0.113.9 ,                    | 203.0.113.9 ",
                "10.0.0.1  | localhost                          | 10.0.0.1    ",
                "10.0.0.1  | [2001:db8::1                       | 10.0.0.1    "
            })
    void theWalkStartsAtTheRightAndEndsAtTheFirstStranger(String peer, String forwardedFor, String source) {
        Origin origin = origin(
                peer,
                Map.of("X-Forwarded-For", Optional.ofNullable(forwardedFor).orElse("")));

        assertThat(origin.source()).isEqualTo(address(source));
    }

    @ParameterizedTest(name = "{0}, Forwarded: {1} -> {2} {3} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "10.0.0.1 | for=203.0.113.9;proto=https;host=m.example       | 203.0.113.9 | https | m.example",
                "10.0.0.1 | For=\"[2001:db8::1]:443\"; Proto=HTTPS           | 2001:db8::1 | https | -",
                "10.0.0.1 | for=\"[2001:db8::1]\"                            | 2001:db8::1 | -     | -",
                "10.0.0.1 | for=1.1.1.1;proto=ftp, for=203.0.113.9;proto=http | 203.0.113.9 | http  | -",
                "10.0.0.1 | for=_hidden;proto=https                          | 10.0.0.1    | https | -",
                "10.0.0.1 | for=unknown, for=10.0.0.2                        | 10.0.0.2    | -     | -",
                "10.0.0.1 | for=203.0.113.9, proto=https                     | 10.0.0.1    | https | -",
                "10.0.0.1 | for=\"203.0.113.9, for=1.1.1.1\"                 | 10.0.0.1    | -     | -",
                "10.0.0.1 | for=203.0.113.9;host=\"m.example:8443\"          | 203.0.113.9 | -     | m.example:8443",
                "10.0.0.1 | for=203.0.113.9;host=\"evil/\\\"x\"              | 203.0.113.9 | -     | -",
                "10.0.0.1 | ;;=,                                             | 10.0.0.1    | -     | -",
                "192.0.2.1 | for=203.0.113.9;proto=https;host=m.example      | 192.0.2.1   | -     | -"
            })
    void theStandardHeaderIsWalkedInTheSameWay(
            String peer, String forwarded, String source, String scheme, String host) {
        Origin origin = origin(peer, Map.of("Forwarded", forwarded));

        assertThat(origin)
                .isEqualTo(new Origin(address(source), Optional.ofNullable(scheme), Optional.ofNullable(host)));
    }

    @Test
    void schemeAndHostComeFromTheProxyThatSawTheClient() {
        Origin origin = origin(
                "10.0.0.1",
                Map.of(
                        "X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.0.0.2",
                        "X-Forwarded-Proto", "ftp, https, http",
                        "X-Forwarded-Host", "evil.example, m.example, inner.local"));

        assertThat(origin)
                .isEqualTo(new Origin(address("203.0.113.9"), Optional.of("https"), Optional.of("m.example")));
    }

    @Test
    void aShorterListOfSchemesCountsFromTheNearestProxy() {
        Origin origin =
                origin("10.0.0.1", Map.of("X-Forwarded-For", "1.1.1.1, 203.0.113.9", "X-Forwarded-Proto", "https"));

        assertThat(origin.scheme()).contains("https");
    }

    @Test
    void theUsualHeadersCountBeforeTheStandardOne() {
        Origin origin =
                origin("10.0.0.1", Map.of("X-Forwarded-For", "203.0.113.9", "Forwarded", "for=1.1.1.1;host=evil"));

        assertThat(origin).isEqualTo(new Origin(address("203.0.113.9"), Optional.empty(), Optional.empty()));
    }

    @Test
    void aHeaderSentTwiceIsOneList() {
        Map<String, List<String>> headers = Map.of("X-Forwarded-For", List.of("1.1.1.1", "203.0.113.9, 10.0.0.2"));

        Origin origin = PROXIES.originOf(address("10.0.0.1"), name -> headers.getOrDefault(name, List.of()));

        assertThat(origin.source()).isEqualTo(address("203.0.113.9"));
    }

    @Test
    void anEndlessListOfHopsIsNotWalkedToItsEnd() {
        String hops = String.join(",", Collections.nCopies(5_000, "10.0.0.2"));

        assertThat(origin("10.0.0.1", Map.of("X-Forwarded-For", "203.0.113.9," + hops))
                        .source())
                .isEqualTo(address("10.0.0.2"));
    }

    private static Origin origin(String peer, Map<String, String> headers) {
        return PROXIES.originOf(
                address(peer), name -> headers.containsKey(name) ? Arrays.asList(headers.get(name)) : List.of());
    }

    private static InetAddress address(String text) {
        return Cidr.literal(text).orElseThrow();
    }
}
