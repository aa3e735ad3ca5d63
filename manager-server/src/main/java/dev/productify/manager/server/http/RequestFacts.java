package dev.productify.manager.server.http;

import jakarta.servlet.ServletRequest;
import java.net.InetAddress;
import org.eclipse.jetty.server.Request;

/**
 * What the front door found out about a request. Adapters, which do not see this class, read the same facts from the
 * request's attributes, each a {@code String}, under the names below. An adapter may set {@link #ROUTE} to the pattern
 * that it matched ({@code /esb/*}); metrics name the request by it, so it must not hold ids.
 *
 * @param requestId 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param source address of the client, trusted proxies left out
 * @param scheme {@code http} or {@code https}, as the client sees it
 * @param host host and, where not usual, port as the client sees them; empty when a request names none
 */
public record RequestFacts(String requestId, InetAddress source, String scheme, String host) {
    public static final String REQUEST_ID = "manager.request_id";
    public static final String SOURCE = "manager.source";
    public static final String SCHEME = "manager.scheme";
    public static final String HOST = "manager.host";
    public static final String ROUTE = "manager.route";

    static final String FACTS = RequestFacts.class.getName();

    /** The facts of a request that came through the front door. */
    public static RequestFacts of(Request request) {
        return known(request.getAttribute(FACTS));
    }

    /** The facts of a request that came through the front door. */
    public static RequestFacts of(ServletRequest request) {
        return known(request.getAttribute(FACTS));
    }

    /** Scheme and host as the client sees them, such as {@code https://manager.example.com}. */
    public String origin() {
        return scheme + "://" + host;
    }

    void attachTo(Request request) {
        request.setAttribute(FACTS, this);
        request.setAttribute(REQUEST_ID, requestId);
        request.setAttribute(SOURCE, source.getHostAddress());
        request.setAttribute(SCHEME, scheme);
        request.setAttribute(HOST, host);
    }

    private static RequestFacts known(Object facts) {
        if (facts instanceof RequestFacts known) {
            return known;
        }
        throw new IllegalStateException("This request did not come through the front door");
    }
}
