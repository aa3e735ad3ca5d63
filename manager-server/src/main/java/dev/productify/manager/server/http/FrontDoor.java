package dev.productify.manager.server.http;

import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.server.log.Logs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler every request passes, whoever answers it: gives it an id, finds out where it comes from, measures
 * it, and counts it, so that a stop can wait for it.
 *
 * <p>While draining, requests that still arrive on open connections are answered, and their connections closed.
 */
final class FrontDoor extends Handler.Wrapper implements Graceful {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final TrustedProxies proxies;
    private final HttpMetrics metrics;
    private final BusyConnections connections;
    private final AtomicLong inFlight = new AtomicLong();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;

    FrontDoor(TrustedProxies proxies, HttpMetrics metrics, BusyConnections connections) {
        this.proxies = proxies;
        this.metrics = metrics;
        this.connections = connections;
        metrics.watch(inFlight);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        inFlight.incrementAndGet(); // before looking at draining, so that a stop cannot miss this request
        long started = System.nanoTime();
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        connections.enter(connection);
        RequestFacts facts = facts(request);
        request.setAttribute(RequestFacts.ATTRIBUTE, facts);
        response.getHeaders().put(RequestIds.HEADER, facts.requestId());
        if (draining) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        Request.addCompletionListener(request, failure -> {
            connections.leave(connection);
            completed(request, response.getStatus(), facts, System.nanoTime() - started);
        });
        if (hidesSlash(request)) {
            Response.writeError(
                    request, response, callback, HttpStatus.BAD_REQUEST_400, "Ambiguous URI path separator");
            return true;
        }
        return super.handle(request, response, callback);
    }

    /**
     * Whether a slash is written so that readers differ in what it is. Only names of pilets may have one: {@code @a%2Fb} is how
     * npm's tools write a scoped name.
     */
    private static boolean hidesSlash(Request request) {
        HttpURI uri = request.getHttpURI();
        return uri.hasViolation(UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR)
                && !uri.getPath().startsWith("/pilets/");
    }

    private void completed(Request request, int status, RequestFacts facts, long nanos) {
        String method = request.getMethod();
        metrics.record(method, facts.route().orElse(null), status, nanos);
        if (LOG.isDebugEnabled()) {
            LOG.atDebug()
                    .addKeyValue(Logs.REQUEST_ID, facts.requestId())
                    .addKeyValue("method", method)
                    .addKeyValue("path", request.getHttpURI().getPath())
                    .addKeyValue("status", status)
                    .addKeyValue("duration_ms", nanos / 1_000_000)
                    .addKeyValue("source", facts.sourceAddress())
                    .log("answered");
        }
        inFlight.decrementAndGet();
        checkDrained();
    }

    private RequestFacts facts(Request request) {
        HttpFields headers = request.getHeaders();
        Origin origin = proxies.originOf(peer(request), name -> headers.getValuesList(name));
        String scheme = origin.scheme().orElseGet(() -> request.isSecure() ? "https" : "http");
        String host = origin.host().orElseGet(() -> hostOf(request));
        String id = RequestIds.of(headers.get(RequestIds.HEADER));
        return new RequestFacts(id, origin.source(), scheme, host);
    }

    private static InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static String hostOf(Request request) {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? "" : authority;
    }

    /** Called by the server when it stops. The future completes when the last request is answered. */
    @Override
    public CompletableFuture<Void> shutdown() {
        draining = true;
        checkDrained();
        return drained;
    }

    @Override
    public boolean isShutdown() {
        return draining;
    }

    private void checkDrained() {
        if (draining && inFlight.get() == 0) {
            drained.complete(null);
        }
    }
}
