package dev.productify.manager.esb.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Which of a caller's headers a backend gets. Not: those for one hop (RFC 9110, section 7.6.1), the caller's credentials,
 * whatever speaks of identity or of the way here, since the bus says that itself, and what could make a backend serve
 * another path than the one that was checked.
 */
final class RequestHeaders {
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private static final List<String> DROPPED = List.of(
            "true-client-ip",
            "x-application-id",
            "x-auth-type",
            "x-client-ip",
            "x-original-url",
            "x-proxy-token",
            "x-real-ip",
            "x-request-id",
            "x-rewrite-url");
    private static final List<String> DROPPED_BEGINNINGS =
            List.of("x-user-", "x-tenant-", "x-machine-user-", "x-productify-", "x-forwarded-", "proxy-");

    private RequestHeaders() {}

    /**
     * Adds to the backend's headers what may be passed on of the caller's.
     *
     * @param ownCookies names of the Manager's own cookies
     */
    static void pass(HttpFields from, HttpFields.Mutable to, Set<String> ownCookies) {
        List<String> hop = HeaderNames.namedByConnection(from);
        boolean traced = false;
        for (HttpField field : from) {
            HttpHeader header = HeaderNames.known(field);
            if (header == null) {
                String name = field.getName();
                if (HeaderNames.is(name, TRACEPARENT) || HeaderNames.is(name, TRACESTATE)) {
                    traced = true;
                } else if (!isDropped(name) && !isNamed(hop, name)) {
                    to.add(field);
                }
            } else if (header == HttpHeader.COOKIE) {
                String cookies = Cookies.without(field.getValue(), ownCookies);
                if (!cookies.isEmpty()) {
                    to.add(HttpHeader.COOKIE, cookies);
                }
            } else if (isPassed(header) && !isNamed(hop, field.getName())) {
                to.add(field);
            }
        }
        if (traced) {
            trace(from, to);
        }
    }

    private static boolean isPassed(HttpHeader header) {
        return switch (header) {
            case CONNECTION, KEEP_ALIVE, TE, TRAILER, TRANSFER_ENCODING, UPGRADE -> false;
            case PROXY_CONNECTION, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION -> false;
            case AUTHORIZATION, EXPECT, HOST, HTTP2_SETTINGS -> false;
            case FORWARDED, X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PORT -> false;
            case X_FORWARDED_PROTO, X_FORWARDED_SERVER -> false;
            default -> true;
        };
    }

    private static boolean isDropped(String name) {
        char first = name.charAt(0);
        if ("xXtTpP".indexOf(first) < 0) {
            return false;
        }
        for (String beginning : DROPPED_BEGINNINGS) {
            if (HeaderNames.startsWith(name, beginning)) {
                return true;
            }
        }
        for (String dropped : DROPPED) {
            if (HeaderNames.is(name, dropped)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(List<String> hop, String name) {
        return !hop.isEmpty() && hop.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Passed on as they are; begun anew when they cannot be read, or when there are two. */
    private static void trace(HttpFields from, HttpFields.Mutable to) {
        List<String> parents = from.getValuesList(TRACEPARENT);
        if (parents.isEmpty()) {
            return; // a state without its parent means nothing
        }
        if (parents.size() > 1 || !TraceContext.isParent(parents.get(0))) {
            to.put(TRACEPARENT, TraceContext.fresh());
            return;
        }
        to.put(TRACEPARENT, parents.get(0));
        List<String> states = from.getValuesList(TRACESTATE);
        if (!states.isEmpty()) {
            String state = states.size() == 1 ? states.get(0) : String.join(",", states);
            if (TraceContext.isState(state)) {
                to.put(TRACESTATE, state);
            }
        }
    }
}
