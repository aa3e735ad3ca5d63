package dev.productify.manager.server.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pages of the listed origins call with credentials, and no others (contract A12). Routes that answer to whoever asks let
 * pages of all origins read them, and say so themselves. What the service bus answers is for its backends to say.
 */
public final class Cors extends Handler.Abstract {
    private static final String BUS = "/esb/";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> origins;

    /** @param origins as browsers write them */
    public Cors(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null
                || !origins.contains(origin)
                || Request.getPathInContext(request).startsWith(BUS)) {
            return false;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        headers.put(
                HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS,
                "Content-Disposition, ETag, Idempotent-Replayed, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");
        headers.add(HttpHeader.VARY, "Origin");
        if (!isPreflight(request)) {
            return false;
        }
        headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE");
        headers.put(
                HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
                "Accept, Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-Id");
        headers.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
        response.setStatus(HttpStatus.NO_CONTENT_204);
        callback.succeeded();
        return true;
    }

    private static boolean isPreflight(Request request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
