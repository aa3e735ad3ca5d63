package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.HeaderNames;
import dev.productify.manager.domain.endpoint.OwnCookies;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Which of a backend's headers a caller gets. The answer comes from the Manager's own origin, so what would act on the whole
 * origin is left out (contract E8).
 */
final class ResponseHeaders {
    static final String REQUEST_ID = "X-Request-Id";

    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField SANDBOX = new PreEncodedHttpField("Content-Security-Policy", "sandbox");

    private static final List<String> DROPPED = List.of(
            "accept-ch",
            "clear-site-data",
            "expect-ct",
            "nel",
            "origin-agent-cluster",
            "public-key-pins",
            "report-to",
            "reporting-endpoints",
            "service-worker-allowed",
            "set-login",
            "x-content-type-options",
            "x-request-id");

    private ResponseHeaders() {}

    /**
     * Puts into the caller's headers what may be passed on of the backend's.
     *
     * @param browser whether a browser session called: then the answer is shown in a sandbox
     */
    static void pass(HttpFields from, HttpFields.Mutable to, boolean browser) {
        List<String> hop = List.of();
        for (HttpField field : from) {
            if (field.getHeader() == HttpHeader.CONNECTION) {
                hop = HeaderNames.namedByConnection(field.getValue(), hop);
            }
        }
        for (HttpField field : from) {
            HttpHeader header = field.getHeader();
            if (!isPassed(header, field) || HeaderNames.isAmong(hop, field.getName())) {
                continue;
            }
            if (header == HttpHeader.DATE || header == HttpHeader.SERVER) {
                to.put(field); // the listener may have set its own
            } else {
                to.add(field);
            }
        }
        to.put(NO_SNIFFING);
        if (browser) {
            to.add(SANDBOX); // beside the backend's own policies: each one only forbids more
        }
    }

    private static boolean isPassed(HttpHeader header, HttpField field) {
        if (header == null) {
            return !isDropped(field.getName());
        }
        return switch (header) {
            case CONNECTION, KEEP_ALIVE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE -> false;
            case PROXY_CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION -> false;
            case ALT_SVC, STRICT_TRANSPORT_SECURITY -> false;
            case SET_COOKIE, SET_COOKIE2 -> !OwnCookies.isSetBy(field.getValue());
            default -> !isDropped(field.getName());
        };
    }

    private static boolean isDropped(String name) {
        if ("aAcCeEnNoOpPrRsSxX".indexOf(name.charAt(0)) < 0) {
            return false;
        }
        for (String dropped : DROPPED) {
            if (HeaderNames.is(name, dropped)) {
                return true;
            }
        }
        return false;
    }
}
