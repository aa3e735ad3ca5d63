package dev.productify.manager.esb.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.endpoint.TraceContext;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static HttpFields passed(HttpFields.Mutable from) {
        HttpFields.Mutable to = HttpFields.build();
        RequestHeaders.pass(from, to);
        return to;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Accept-Encoding",
                "Content-Type",
                "Content-Length",
                "User-Agent",
                "Origin",
                "If-None-Match",
                "Range",
                "SOAPAction",
                "X-Api-Key",
                "X-Userland",
                "X-Tenant",
                "X-Correlation-Id",
                "Proxied",
                "X"
            })
    void ordinaryHeadersArePassedOn(String name) {
        assertThat(passed(HttpFields.build().add(name, "value")).get(name)).isEqualTo("value");
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
                "Proxy-Connection",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Anything",
                "HTTP2-Settings",
                "Host",
                "Expect",
                "Authorization",
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Server",
                "X-Forwarded-Prefix",
                "X-Real-IP",
                "X-Client-IP",
                "True-Client-IP",
                "X-User-ID",
                "X-User-Email",
                "X-User-Anything",
                "x-user-id",
                "X-USER-ID",
                "X_User_ID",
                "x-user_id",
                "X-Tenant-ID",
                "X-Tenant-Name",
                "X-Machine-User-ID",
                "X-Application-ID",
                "X-Auth-Type",
                "X-Productify-User-Id",
                "X-Proxy-Token",
                "X_Proxy_Token",
                "Proxy_Authorization",
                "X_Forwarded_For",
                "X-Request-Id",
                "X-Original-URL",
                "X-Rewrite-URL"
            })
    void whatTheBusSaysItselfOrKeepsIsNotPassedOn(String name) {
        assertThat(passed(HttpFields.build().add(name, "value"))).isEmpty();
    }

    @Test
    void whatConnectionNamesIsNotPassedOn() {
        HttpFields passed = passed(HttpFields.build()
                .add("Connection", "close, x-ONE")
                .add("Connection", "Content-Language")
                .add("X-One", "1")
                .add("Content-Language", "tr")
                .add("X-Two", "2"));

        assertThat(passed.getFieldNamesCollection()).containsExactly("X-Two");
    }

    @Test
    void repeatedHeadersStayRepeatedAndInOrder() {
        HttpFields passed =
                passed(HttpFields.build().add("Accept", "a").add("X-A", "1").add("Accept", "b"));

        assertThat(passed.getValuesList("Accept")).containsExactly("a", "b");
    }

    @Test
    void aTraceIsPassedOnAsItIs() {
        HttpFields passed = passed(HttpFields.build()
                .add("traceparent", PARENT)
                .add("tracestate", "a=1")
                .add("tracestate", "b=2"));

        assertThat(passed.get("traceparent")).isEqualTo(PARENT);
        assertThat(passed.getValuesList("tracestate")).containsExactly("a=1,b=2");
    }

    @Test
    void aTraceThatCannotBeReadIsBegunAnewWithoutItsState() {
        for (HttpFields.Mutable from : new HttpFields.Mutable[] {
            HttpFields.build().add("traceparent", "nonsense").add("tracestate", "a=1"),
            HttpFields.build()
                    .add("traceparent", PARENT)
                    .add("traceparent", PARENT)
                    .add("tracestate", "a=1")
        }) {
            HttpFields passed = passed(from);

            assertThat(passed.getValuesList("traceparent"))
                    .singleElement()
                    .satisfies(fresh -> assertThat(fresh).isNotEqualTo(PARENT))
                    .satisfies(fresh -> assertThat(TraceContext.isParent(fresh)).isTrue());
            assertThat(passed.contains("tracestate")).isFalse();
        }
    }

    @Test
    void aStateThatCannotBeReadOrHasNoParentIsLeftOut() {
        assertThat(passed(HttpFields.build().add("traceparent", PARENT).add("tracestate", "=1"))
                        .contains("tracestate"))
                .isFalse();
        assertThat(passed(HttpFields.build().add("tracestate", "a=1"))).isEmpty();
    }

    @Test
    void theManagersOwnCookiesStayHere() {
        HttpFields passed = passed(
                HttpFields.build().add("Cookie", "a=1; __Host-manager=x; b=2").add("Cookie", "__Host-manager=y"));

        assertThat(passed.getValuesList("Cookie")).containsExactly("a=1; b=2");
    }
}
