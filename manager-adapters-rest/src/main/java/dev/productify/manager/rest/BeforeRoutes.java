package dev.productify.manager.rest;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.call.RequestFacts;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the usual {@code GET} of a route that is asked very often, before servlets and routes are gone through. It answers what
 * the route would answer, refusals too, and leaves to it what it does not take.
 */
public abstract class BeforeRoutes extends Handler.Abstract {
    private final String route;

    /** @param route the pattern by which metrics name it */
    protected BeforeRoutes(String route) {
        this.route = requireNonNull(route, "route");
    }

    /** Whether it answers this one; nothing is done for it yet, and nobody asked. */
    protected abstract boolean takes(Request request, String path);

    protected abstract void answer(Request request, Response response, Callback callback, RequestFacts facts);

    @Override
    public final boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null || !request.getMethod().equals("GET") || !takes(request, path)) {
            return false;
        }
        RequestFacts facts = RequestFacts.of(request::getAttribute);
        facts.answeredBy(route);
        try {
            answer(request, response, callback, facts);
        } catch (RuntimeException failure) {
            Problems.answer(request, response, callback, failure);
        }
        return true;
    }
}
