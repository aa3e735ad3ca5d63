package dev.productify.manager.rest;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import java.util.List;

/**
 * Lets all that answers {@code GET} answer {@code HEAD} with the same status and headers and without a body (RFC 9110, section
 * 9.3.2). By itself Javalin says 200 to each, with nothing looked at: neither who asks nor whether it is there.
 */
public final class HeadRequests {
    private HeadRequests() {}

    /** After all routes have been registered. The server sends no body, whatever is written. */
    public static void answer(Javalin javalin) {
        InternalRouter router = javalin.unsafe.internalRouter;
        List<Endpoint> gets = router.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.equals(HandlerType.GET))
                .toList();
        gets.forEach(get -> router.addHttpEndpoint(
                Endpoint.create(HandlerType.HEAD, get.path).handler(get.handler)));
    }
}
