package dev.productify.manager.esb.gateway;

import dev.productify.manager.ports.shared.HttpProblem;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers of the bus itself, in the form of all errors of REST. */
final class Refusals {
    private static final HttpField NO_STORE = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    private Refusals() {}

    static HttpProblem problem(BusException refusal) {
        BusError error = refusal.error();
        return new HttpProblem(error.status(), error.name(), error.message(), refusal.retryAfter());
    }

    static HttpProblem problem(BusError error) {
        return new HttpProblem(error.status(), error.name(), error.message(), Optional.empty());
    }

    /** Answers, beside the headers that are there. */
    static void answer(Request request, Response response, Callback callback, HttpProblem problem) {
        HttpProblem.Body body = problem.body(request.getHeaders().get(HttpHeader.ACCEPT));
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
        response.getHeaders().put(NO_STORE);
        if (problem.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        problem.retryAfterSeconds().ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
        if (HttpMethod.HEAD.is(request.getMethod())) {
            callback.succeeded();
        } else {
            Content.Sink.write(response, true, body.json(), callback);
        }
    }
}
