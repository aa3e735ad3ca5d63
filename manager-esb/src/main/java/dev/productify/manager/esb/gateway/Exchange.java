package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.endpoint.BusCall;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** One request on its way through the bus. */
final class Exchange extends Request.Wrapper {
    final RequestFacts facts;
    final BusCaller visitor;
    final Route route;
    /** The name of the tenant, where it is known. */
    final Optional<Name> tenant;

    final RequestPath path;
    final String method;
    /** Path and query at the backend. */
    final String target;

    final Instant startedAt;
    final long startedNanos = System.nanoTime();
    /** Null until it is let in. */
    Lanes.Pass pass;

    /** Null unless the endpoint converts; set before it is let in. */
    Converting converting;

    /** At log level FULL, else null. */
    final Capture requested;

    final Capture answered;

    private final HttpFields headers;

    /** What is known of the end; written by one thread after the other. */
    volatile boolean answerBegan;

    /** Why the caller cannot be served any more: it left, or sent what is no body. */
    volatile Throwable callerFailure;

    /** Whether nothing more is to be read of the caller's body. */
    volatile boolean bodyComplete = true;

    /** The present try. */
    volatile org.eclipse.jetty.client.Request outgoing;

    volatile boolean bodyRead;
    volatile boolean bodyFailed;
    volatile boolean secondTry;
    volatile int status;
    volatile BusError error;

    /** What is said of the error; null for its own message. */
    volatile String errorMessage;

    volatile Lane.Outcome outcome = Lane.Outcome.UNKNOWN;
    volatile long requestBytes;
    volatile long responseBytes;

    Exchange(
            Request request,
            RequestFacts facts,
            BusCaller visitor,
            BusRouting.Routed routed,
            RequestPath path,
            String target,
            Instant startedAt) {
        super(request);
        this.method = request.getMethod();
        this.facts = facts;
        this.visitor = visitor;
        this.route = routed.route();
        this.tenant = routed.tenant();
        this.path = path;
        this.target = target;
        this.startedAt = startedAt;
        boolean full = route.logLevel() == LogLevel.FULL;
        this.requested = full ? new Capture() : null;
        this.answered = full ? new Capture() : null;
        HttpFields all = request.getHeaders();
        this.headers = all.contains(HttpHeader.EXPECT)
                ? HttpFields.build(all).remove(HttpHeader.EXPECT).asImmutable()
                : all;
    }

    /**
     * Without {@code Expect}: the caller is told to go on when its body is first read, which is when the backend has taken
     * the connection. So a backend that knows nothing of it does not keep both waiting.
     */
    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    /** Whether the caller waits to be told that it may send its body. */
    boolean asksFirst() {
        return getWrapped().getHeaders().contains(HttpHeader.EXPECT);
    }

    /**
     * What the log is told.
     *
     * @param nanos how long it took
     */
    BusCall call(long nanos) {
        return new BusCall(
                route,
                visitor.principal(),
                facts.requestId(),
                startedAt,
                Duration.ofNanos(nanos),
                facts.sourceAddress(),
                method,
                path.toString(),
                status,
                Optional.ofNullable(error).map(known -> errorMessage == null ? known.message() : errorMessage),
                converting != null && converting.transformed(),
                requestBytes,
                responseBytes,
                Optional.ofNullable(requested).map(Capture::message),
                Optional.ofNullable(answered).map(Capture::message));
    }
}
