package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {
    private static HttpFields passed(HttpFields from, boolean browser) {
        HttpFields.Mutable to = HttpFields.build().add("X-Request-Id", "ours").add("Date", "ours");
        ResponseHeaders.pass(from, to, browser);
        return to;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Content-Length",
                "Content-Encoding",
                "ETag",
                "Location",
                "Cache-Control",
                "WWW-Authenticate",
                "Access-Control-Allow-Origin",
                "Set-Cookie",
                "X-Anything",
                "Retry-After"
            })
    void ordinaryHeadersArePassedOn(String name) {
        assertThat(passed(HttpFields.build().add(name, "value"), false).get(name))
                .isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Proxy-Authenticate",
                "Proxy-Connection",
                "Strict-Transport-Security",
                "Alt-Svc",
                "Clear-Site-Data",
                "Service-Worker-Allowed",
                "NEL",
                "Report-To",
                "Reporting-Endpoints",
                "Public-Key-Pins",
                "Expect-CT",
                "Accept-CH",
                "Origin-Agent-Cluster",
                "Set-Login"
            })
    void whatIsForOneHopOrForTheWholeOriginIsNotPassedOn(String name) {
        assertThat(passed(HttpFields.build().add(name, "value"), false).contains(name))
                .isFalse();
    }

    @Test
    void theIdOfTheRequestIsOursAndTheDateTheBackends() {
        HttpFields passed =
                passed(HttpFields.build().add("X-Request-Id", "theirs").add("Date", "theirs"), false);

        assertThat(passed.getValuesList("X-Request-Id")).containsExactly("ours");
        assertThat(passed.getValuesList("Date")).containsExactly("theirs");
    }

    @Test
    void theManagersCookiesAreNotSetByOthers() {
        HttpFields passed = passed(
                HttpFields.build()
                        .add("Set-Cookie", "a=1; Path=/")
                        .add("Set-Cookie", "__Host-manager=x; Path=/; Secure")
                        .add("Set-Cookie", " __Host-manager =x")
                        .add("Set-Cookie", "__Host-manager")
                        .add("Set-Cookie2", "__Host-manager=x")
                        .add("Set-Cookie", "b=__Host-manager=x"),
                false);

        assertThat(passed.getValuesList("Set-Cookie")).containsExactly("a=1; Path=/", "b=__Host-manager=x");
        assertThat(passed.contains("Set-Cookie2")).isFalse();
    }

    @Test
    void nothingIsSniffedAndABrowserShowsItInASandbox() {
        HttpFields from = HttpFields.build()
                .add("X-Content-Type-Options", "theirs")
                .add("Content-Security-Policy", "default-src 'self'");

        HttpFields forMachines = passed(from, false);
        assertThat(forMachines.getValuesList("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(forMachines.getValuesList("Content-Security-Policy")).containsExactly("default-src 'self'");
        assertThat(passed(from, true).getValuesList("Content-Security-Policy"))
                .containsExactly("default-src 'self'", "sandbox");
    }

    @Test
    void whatConnectionNamesIsNotPassedOn() {
        HttpFields passed = passed(
                HttpFields.build().add("Connection", "X-Hop").add("X-Hop", "1").add("X-Kept", "1"), false);

        assertThat(passed.contains("X-Hop")).isFalse();
        assertThat(passed.contains("X-Kept")).isTrue();
    }
}
