package dev.productify.manager.esb.gateway;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What the listener found out about a request and left in its attributes. Where there is no such listener, what the
 * connection says.
 *
 * @param source address of the client, trusted proxies left out
 * @param scheme as the client sees it
 * @param host with its port where that is not usual, as the client sees it; may be empty
 */
record Arrival(String requestId, String source, String scheme, String host) {
    private static final String REQUEST_ID = "manager.request_id";
    private static final String SOURCE = "manager.source";
    private static final String SCHEME = "manager.scheme";
    private static final String HOST = "manager.host";
    private static final String ROUTE = "manager.route";

    /** Finds out, and tells the listener by which route the request is answered. */
    static Arrival of(Request request) {
        request.setAttribute(ROUTE, "/esb/*");
        String source = (String) request.getAttribute(SOURCE);
        String scheme = (String) request.getAttribute(SCHEME);
        String host = (String) request.getAttribute(HOST);
        String id = (String) request.getAttribute(REQUEST_ID);
        return new Arrival(
                id == null ? "" : id,
                source == null ? Request.getRemoteAddr(request) : source,
                scheme == null ? (request.isSecure() ? "https" : "http") : scheme,
                host == null ? orEmpty(request.getHeaders().get(HttpHeader.HOST)) : host);
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
