package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

/**
 * The way that a request came to the bus, as a backend is told it.
 *
 * @param via the value that is added to {@code Via}: the version of HTTP and what this node calls itself
 * @param forwarded as a field {@code Forwarded} says it (RFC 7239)
 * @param source address of the caller, trusted proxies left out
 * @param scheme as the caller sees it
 * @param host with its port where that is not usual, as the caller sees it; empty when nothing is known
 * @param requestId empty when there is none
 */
public record RequestWay(String via, String forwarded, String source, String scheme, String host, String requestId) {
    public RequestWay {
        requireNonNull(via, "via");
        requireNonNull(forwarded, "forwarded");
        requireNonNull(source, "source");
        requireNonNull(scheme, "scheme");
        requireNonNull(host, "host");
        requireNonNull(requestId, "requestId");
    }

    public static RequestWay of(String via, String source, String scheme, String host, String requestId) {
        return new RequestWay(via, forwarded(source, scheme, host), source, scheme, host, requestId);
    }

    /** One that is not known yet: each value is that text. */
    public static RequestWay unknown(String text) {
        return new RequestWay(text, text, text, text, text, text);
    }

    private static String forwarded(String source, String scheme, String host) {
        boolean quoted = source.indexOf(':') >= 0;
        StringBuilder text = new StringBuilder(64).append("for=");
        if (quoted) {
            text.append("\"[").append(source).append("]\"");
        } else {
            text.append(source);
        }
        if (!host.isEmpty() && host.indexOf('"') < 0 && host.indexOf('\\') < 0) {
            text.append(";host=\"").append(host).append('"');
        }
        return text.append(";proto=").append(scheme).toString();
    }
}
