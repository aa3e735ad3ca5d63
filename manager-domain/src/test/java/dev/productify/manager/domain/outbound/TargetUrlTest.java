package dev.productify.manager.domain.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    private static final AddressRules STRICT = new AddressRules(List.of(), Set.of(8080), address -> false);

    @ParameterizedTest
    @CsvSource({
        "https://backend.example.com/webhook, https, backend.example.com, 443, /webhook, backend.example.com",
        "http://backend, http, backend, 80, '', backend",
        "HTTP://Backend.Example:8080/A/b, http, backend.example, 8080, /A/b, backend.example:8080",
        "https://b.example:443/, https, b.example, 443, /, b.example",
        "http://b.example:443/, http, b.example, 443, /, b.example:443",
        "http://192.0.2.7/x%20y, http, 192.0.2.7, 80, /x%20y, 192.0.2.7",
        "http://[2001:DB8::1]:81/*, http, [2001:db8::1], 81, /*, [2001:db8::1]:81",
        "http://xn--bcher-kva.example./, http, xn--bcher-kva.example., 80, /, xn--bcher-kva.example.",
        "http://my_service.internal/a..b/.../c, http, my_service.internal, 80, /a..b/.../c, my_service.internal",
    })
    void partsAreReadAsTheyAreWritten(
            String text, String scheme, String host, int port, String path, String authority) {
        TargetUrl url = TargetUrl.parse("url", text);
        assertThat(url).hasToString(text);
        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.path()).isEqualTo(path);
        assertThat(url.authority()).isEqualTo(authority);
    }

    @Test
    void aQueryIsKept() {
        assertThat(TargetUrl.parse("url", "http://b.example/a?x=1&y=%26@").query())
                .contains("x=1&y=%26@");
        assertThat(TargetUrl.parse("url", "http://b.example?x").query()).contains("x");
        assertThat(TargetUrl.parse("url", "http://b.example/a").query()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "backend.example.com",
                "/webhook",
                "//b.example/",
                "ftp://b.example/",
                "file:///etc/passwd",
                "gopher://b.example/",
                "javascript:alert(1)",
                "http:/b.example/",
                "http:b.example",
                "http://",
                "http:///x",
                "http://:80/",
                "http://b.example:/",
                "http://b.example:0/",
                "http://b.example:65536/",
                "http://b.example:99999999999/",
                "http://b example/",
                "http://b.example/a b",
                "http://b.example/\u0000",
                "http://b.example/\r\nX-Evil: 1",
                "http://b.example/\t",
                "http://b.example\\@evil.example/",
                "http:\\\\b.example/",
                "http://user@b.example/",
                "http://user:password@b.example/",
                "http://@b.example/",
                "http://b.example/#fragment",
                "http://b.example/%",
                "http://b.example/%zz",
                "http://bücher.example/",
                "http://b.example/ü",
                "http://-b.example/",
                "http://b..example/",
                "http://.example/",
                "http://./",
                "http://[::1/",
                "http://::1/",
                "http://[fe80::1%25eth0]/",
                "http://[1::2::3]/",
                "http://[localhost]/",
                "http://b.example/../secret",
                "http://b.example/a/./b",
                "http://b.example/a/..",
                "http://b.example/%2e%2E/x",
                "http://b.example/.%2e",
                "http://b.example/a[0]",
                "http://b.example/<x>",
                "http://b.example/{x}",
                " http://b.example/"
            })
    void anythingElseIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://127.1/",
                "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.0x1/", "http://127.0.0.1./", "http://1/",
                "http://256.0.0.1/", "http://127.0.0.1.5/", "http://0x/", "http://b.example.0/",
                        "http://127.000.000.001/"
            })
    void anIpv4AddressHasOneSpelling(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> TargetUrl.parse("url", text))
                .withMessage("url must spell an IPv4 address as four decimal numbers, for example 192.0.2.7");
    }

    @Test
    void lengthIsLimitedOnBothSides() {
        String longest = "http://b.example/" + "a".repeat(TargetUrl.MAX_LENGTH - 17);
        assertThat(TargetUrl.parse("url", longest).toString()).hasSize(2_048);
        assertRefused(longest + "a");
        String label = "a".repeat(63);
        assertThat(TargetUrl.parse("url", "http://" + label + "/").host()).hasSize(63);
        assertRefused("http://" + label + "a/");
        String name = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(TargetUrl.parse("url", "http://" + name + "/").host()).hasSize(253);
        assertRefused("http://" + name + "a/");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, false",
        "http://169.254.169.254/latest/meta-data, false",
        "http://[::ffff:10.0.0.1]/, false",
        "http://[::1]/, false",
        "http://93.184.215.14/, true",
        "http://localhost/, true",
    })
    void aLiteralAddressIsLookedAtBeforeItIsDialled(String text, boolean permitted) {
        TargetUrl url = TargetUrl.parse("url", text);
        if (permitted) {
            assertThat(url.permittedBy(STRICT, "url")).isSameAs(url);
        } else {
            assertThatExceptionOfType(ManagerException.class)
                    .isThrownBy(() -> url.permittedBy(STRICT, "url"))
                    .withMessageStartingWith("url: ")
                    .withMessageContaining("outbound.allow");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://b.example/, http://B.example:80/other?x, true",
        "http://b.example/, https://b.example/, false",
        "http://b.example/, http://b.example:81/, false",
        "http://b.example/, http://c.example/, false",
        "http://b.example:443/, https://b.example/, false",
    })
    void originsAreSchemeHostAndPort(String one, String other, boolean same) {
        assertThat(TargetUrl.parse("url", one).sameOrigin(TargetUrl.parse("url", other)))
                .isEqualTo(same);
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> TargetUrl.parse("url", text))
                .withMessageStartingWith("url ")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }
}
