package dev.productify.manager.server.http;

import dev.productify.manager.ports.shared.HttpProblem;
import dev.productify.manager.server.log.Logs;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what never reached a route: malformed HTTP, headers that are too large, and faults outside of the adapters.
 * The body has the form of all REST errors, and tells nothing about the inside.
 */
public final class RefusedRequests extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

    private static final Map<Integer, String> CODES = Map.of(
            400, "BAD_REQUEST",
            404, "NOT_FOUND",
            408, "REQUEST_TIMEOUT",
            413, "PAYLOAD_TOO_LARGE",
            414, "URI_TOO_LONG",
            431, "HEADERS_TOO_LARGE",
            503, "UNAVAILABLE",
            505, "HTTP_VERSION_NOT_SUPPORTED");

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        giveId(request, response);
        Throwable cause = (Throwable) request.getAttribute(ERROR_EXCEPTION);
        int status = cause instanceof HttpException refused ? refused.getCode() : response.getStatus();
        if (status < 400) {
            status = HttpStatus.INTERNAL_SERVER_ERROR_500;
        }
        if (status >= 500 && cause != null && !(cause instanceof HttpException)) {
            LOG.atError()
                    .addKeyValue(Logs.REQUEST_ID, response.getHeaders().get(RequestIds.HEADER))
                    .setCause(cause)
                    .log("a request failed outside of its route");
        }
        response.setStatus(status);
        HttpProblem.Body body = problem(status).body(request.getHeaders().get(HttpHeader.ACCEPT));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
        } else {
            Content.Sink.write(response, true, body.json(), callback);
        }
        return true;
    }

    /** Answers a route that failed with an {@link Error}, which no mapping of exceptions sees. */
    static void answerError(HttpServletResponse response, Error error) {
        LOG.atError()
                .addKeyValue(Logs.REQUEST_ID, response.getHeader(RequestIds.HEADER))
                .setCause(error)
                .log("a request failed");
        response.setStatus(HttpStatus.INTERNAL_SERVER_ERROR_500);
        HttpProblem.Body body = problem(HttpStatus.INTERNAL_SERVER_ERROR_500).body(null);
        response.setContentType(body.contentType());
        try {
            response.getOutputStream().print(body.json());
        } catch (IOException gone) {
            LOG.debug("the client is gone", gone);
        }
    }

    /** Sets {@code X-Request-Id} on an answer that did not pass the front door. */
    public static void giveId(Request request, Response response) {
        if (!response.getHeaders().contains(RequestIds.HEADER)) {
            response.getHeaders()
                    .put(RequestIds.HEADER, RequestIds.of(request.getHeaders().get(RequestIds.HEADER)));
        }
    }

    private static HttpProblem problem(int status) {
        String code = CODES.getOrDefault(status, status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR");
        String text = status < 500 ? HttpStatus.getMessage(status) : "Internal error";
        return new HttpProblem(status, code, status == 503 ? "Service unavailable" : text);
    }
}
