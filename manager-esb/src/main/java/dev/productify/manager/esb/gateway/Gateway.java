package dev.productify.manager.esb.gateway;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.endpoint.RequestPath;
import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.esb.outbound.ForbiddenAddressException;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.ports.endpoint.BusCall;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.CallLog;
import dev.productify.manager.ports.endpoint.Route;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service bus: takes {@code /esb/<application>/<path>}, finds out who calls and which endpoint takes it, and passes the
 * request on to the endpoint's backend, and the answer back. Bodies stream; nothing is read into memory, but what log level FULL
 * keeps.
 *
 * <p>To be asked before the routes of the listener; it leaves alone whatever does not begin with {@code /esb}.
 */
public final class Gateway extends ProxyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final String PREFIX = "/esb";
    /** Scheme, host, port and path are all set after it. */
    private static final URI ANY_URI = URI.create("http://backend/");

    private static final HttpField CHUNKED = new PreEncodedHttpField(HttpHeader.TRANSFER_ENCODING, "chunked");

    /** Methods that may be done twice (RFC 9110, section 9.2.2). */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private final Visitors visitors;
    private final BusRouting routing;
    private final Outbound outbound;
    private final GatewayLimits limits;
    private final CallLog log;
    private final InstantSource clock;
    private final Set<String> ownCookies;
    private final Lanes lanes;
    /** What this node calls itself in {@code Via}: by it, it knows its own requests when they come back. */
    private final String via =
            "manager-" + Integer.toHexString(ThreadLocalRandom.current().nextInt() | 0x1000_0000);

    /** @param ownCookies names of the Manager's own cookies, which backends neither see nor set */
    public Gateway(
            Visitors visitors,
            BusRouting routing,
            Outbound outbound,
            GatewayLimits limits,
            CallLog log,
            InstantSource clock,
            Set<String> ownCookies) {
        this.visitors = requireNonNull(visitors, "visitors");
        this.routing = requireNonNull(routing, "routing");
        this.outbound = requireNonNull(outbound, "outbound");
        this.limits = requireNonNull(limits, "limits");
        this.log = requireNonNull(log, "log");
        this.clock = requireNonNull(clock, "clock");
        this.ownCookies = Set.copyOf(ownCookies);
        this.lanes = new Lanes(limits);
        setViaHost(via);
    }

    @Override
    protected HttpClient newHttpClient() {
        return outbound.client("bus");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (path == null
                || !path.startsWith(PREFIX)
                || path.length() > PREFIX.length() && path.charAt(PREFIX.length()) != '/') {
            return false;
        }
        Arrival arrival = Arrival.of(request);
        try {
            Exchange exchange = admit(request, path, arrival);
            send(exchange, response, ended(exchange, response, callback));
        } catch (ManagerException refusal) {
            Refusals.answer(request, response, callback, arrival.requestId(), Refusals.Refusal.of(refusal));
        } catch (BusException refusal) {
            Refusals.answer(request, response, callback, arrival.requestId(), Refusals.Refusal.of(refusal));
        }
        return true;
    }

    private Exchange admit(Request request, String path, Arrival arrival) {
        requirePassable(request);
        Visitor visitor = visitors.visitor(request.getHeaders(), arrival.source());
        int slash = path.indexOf('/', PREFIX.length() + 1);
        String rest = slash < 0 ? "/" : path.substring(slash);
        String first = path.length() <= PREFIX.length() + 1
                ? ""
                : path.substring(PREFIX.length() + 1, slash < 0 ? path.length() : slash);
        RequestPath parsed = RequestPath.parse(rest);
        ApplicationId application = Visitors.uuid(first)
                .map(ApplicationId::new)
                .orElseThrow(() -> new ManagerException(
                        ErrorCode.ENDPOINT_NOT_FOUND,
                        "No endpoint takes this path, or there is no such application for this caller"));
        Optional<String> query = query(request);
        BusRouting.Routed routed = routing.route(visitor.principal(), application, parsed);
        Route route = routed.route();
        if (converts(route)) {
            throw new BusException(BusError.UNAVAILABLE);
        }
        String target = route.url().target(route.consumes(), routed.rest(), query);
        return new Exchange(request, arrival, visitor, route, parsed, target, clock.instant(), lanes.enter(route));
    }

    private void requirePassable(Request request) {
        String method = request.getMethod();
        // TRACE would show the caller what the Manager proves itself by; the client would write others in upper case.
        if (HttpMethod.TRACE.is(method) || HttpMethod.CONNECT.is(method) || !isUpperCase(method)) {
            throw new BusException(BusError.METHOD_NOT_ALLOWED);
        }
        String passed = request.getHeaders().get(HttpHeader.VIA);
        if (passed != null && passed.contains(via)) {
            throw new BusException(BusError.LOOP_DETECTED);
        }
    }

    private static boolean isUpperCase(String method) {
        for (int i = 0; i < method.length(); i++) {
            if (method.charAt(i) >= 'a' && method.charAt(i) <= 'z') {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> query(Request request) {
        String query = request.getHttpURI().getQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (int i = 0; i < query.length(); i++) {
            if (query.charAt(i) <= ' ' || query.charAt(i) >= 0x7F) {
                throw ManagerException.badInput("the query must have all but visible ASCII percent-encoded");
            }
        }
        return Optional.of(query);
    }

    private static boolean converts(Route route) {
        return route.template().isPresent()
                || route.input().isPresent()
                        && route.output().isPresent()
                        && !route.input().equals(route.output());
    }

    /** Once for each try. */
    private void send(Exchange exchange, Response response, Callback callback) {
        try {
            super.handle(exchange, response, callback);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("request_id", exchange.arrival.requestId())
                    .setCause(fault)
                    .log("a request could not be passed on");
            callback.failed(fault);
        }
    }

    @Override
    protected HttpURI rewriteHttpURI(Request clientToProxyRequest) {
        return clientToProxyRequest.getHttpURI(); // not looked at: the exchange knows the way
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(
            Request clientToProxyRequest, HttpURI newHttpUri) {
        Exchange exchange = (Exchange) clientToProxyRequest;
        TargetUrl url = exchange.route.url().url();
        return getHttpClient()
                .newRequest(ANY_URI)
                .scheme(url.scheme())
                .host(url.host())
                .port(url.port())
                .path(exchange.target)
                .method(exchange.getMethod())
                // No tenant's requests travel over a connection that another tenant's opened, or wait for one.
                .tag(exchange.route.place().tenant().orElseThrow())
                .idleTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void copyRequestHeaders(
            Request clientToProxyRequest, org.eclipse.jetty.client.Request proxyToServerRequest) {
        proxyToServerRequest.headers(headers -> write((Exchange) clientToProxyRequest, headers));
    }

    private void write(Exchange exchange, HttpFields.Mutable to) {
        HttpFields from = exchange.getHeaders();
        if (exchange.requested != null) {
            exchange.requested.headers(from);
        }
        to.add(HttpHeader.HOST, exchange.route.url().url().authority());
        RequestHeaders.pass(from, to, ownCookies);
        if (from.contains(HttpHeader.TRANSFER_ENCODING)) {
            // Said here, since the client says it by itself for some methods only, and sends the body for all of them:
            // what
            // follows would be taken for the next request.
            to.put(CHUNKED);
        }
        HttpVersion version = exchange.getConnectionMetaData().getHttpVersion();
        to.add(HttpHeader.VIA, (version == HttpVersion.HTTP_1_0 ? "1.0 " : "1.1 ") + via);
        Arrival arrival = exchange.arrival;
        to.add(HttpHeader.FORWARDED, arrival.forwarded());
        to.add(HttpHeader.X_FORWARDED_FOR, arrival.source());
        to.add(HttpHeader.X_FORWARDED_PROTO, arrival.scheme());
        if (!arrival.host().isEmpty()) {
            to.add(HttpHeader.X_FORWARDED_HOST, arrival.host());
        }
        if (!arrival.requestId().isEmpty()) {
            to.add(ResponseHeaders.REQUEST_ID, arrival.requestId());
        }
        identify(exchange, to);
        exchange.route.authorization().ifPresent(value -> to.put(HttpHeader.AUTHORIZATION, value));
    }

    private static void identify(Exchange exchange, HttpFields.Mutable to) {
        Principal principal = exchange.visitor.principal();
        if (principal instanceof Principal.Person person) {
            to.add("X-User-ID", person.id().value().toString());
            to.add("X-User-Username", person.username().value());
        } else if (principal instanceof Principal.Machine machine) {
            to.add("X-Machine-User-ID", machine.id().value().toString());
        }
        Place place = exchange.route.place();
        to.add("X-Tenant-ID", place.tenant().orElseThrow().value().toString());
        to.add("X-Application-ID", place.application().orElseThrow().value().toString());
        to.add("X-Auth-Type", exchange.visitor.how().word());
    }

    @Override
    protected void addProxyHeaders(
            Request clientToProxyRequest, org.eclipse.jetty.client.Request proxyToServerRequest) {
        // all are written by copyRequestHeaders
    }

    @Override
    protected org.eclipse.jetty.client.Request.Content newProxyToServerRequestContent(
            Request clientToProxyRequest,
            Response proxyToClientResponse,
            org.eclipse.jetty.client.Request proxyToServerRequest) {
        return new Body((Exchange) clientToProxyRequest);
    }

    @Override
    protected org.eclipse.jetty.client.Response.CompleteListener newServerToProxyResponseListener(
            Request clientToProxyRequest,
            org.eclipse.jetty.client.Request proxyToServerRequest,
            Response proxyToClientResponse,
            Callback proxyToClientCallback) {
        return new Answer(
                (Exchange) clientToProxyRequest, proxyToServerRequest, proxyToClientResponse, proxyToClientCallback);
    }

    /** Early hints are advice about links; other headers of theirs would pass unchecked. */
    @Override
    protected void onServerToProxyResponse103EarlyHints(
            Request clientToProxyRequest,
            org.eclipse.jetty.client.Request proxyToServerRequest,
            HttpFields serverToProxyResponseHeaders,
            Response proxyToClientResponse) {
        if (clientToProxyRequest.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            return;
        }
        HttpFields.Mutable links = HttpFields.build();
        serverToProxyResponseHeaders.getFields(HttpHeader.LINK).forEach(links::add);
        proxyToClientResponse.writeInterim(HttpStatus.EARLY_HINTS_103, links);
    }

    /** Progress is for the hop that asked for it. */
    @Override
    protected void onServerToProxyResponse102Processing(
            Request clientToProxyRequest,
            org.eclipse.jetty.client.Request proxyToServerRequest,
            HttpFields serverToProxyResponseHeaders,
            Response proxyToClientResponse) {}

    @Override
    protected void onServerToProxyResponseFailure(
            Request clientToProxyRequest,
            org.eclipse.jetty.client.Request proxyToServerRequest,
            org.eclipse.jetty.client.Response serverToProxyResponse,
            Response proxyToClientResponse,
            Callback proxyToClientCallback,
            Throwable failure) {
        Exchange exchange = (Exchange) clientToProxyRequest;
        LOG.debug("request {} failed", exchange.arrival.requestId(), failure);
        if (exchange.callerFailure != null) {
            refuse(exchange, proxyToClientResponse, proxyToClientCallback, exchange.callerFailure);
            return;
        }
        boolean connected = proxyToServerRequest.getConnection() != null;
        if (tryAgain(exchange, connected, failure)) {
            if (connected) {
                send(exchange, proxyToClientResponse, proxyToClientCallback);
            } else {
                getHttpClient()
                        .getScheduler()
                        .schedule(
                                () -> send(exchange, proxyToClientResponse, proxyToClientCallback),
                                PAUSE.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
            return;
        }
        exchange.error = error(connected, failure);
        exchange.outcome = Lane.Outcome.FAILED;
        if (proxyToClientResponse.isCommitted()) {
            proxyToClientCallback.failed(failure); // cut off, so that nobody takes the part for the whole
        } else {
            exchange.status = exchange.error.status();
            answer(exchange, proxyToClientResponse, proxyToClientCallback, exchange.error);
        }
    }

    /** Before a connection is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static boolean tryAgain(Exchange exchange, boolean connected, Throwable failure) {
        boolean harmless =
                !connected || IDEMPOTENT.contains(exchange.getMethod()) && !(failure instanceof TimeoutException);
        if (!harmless
                || exchange.secondTry
                || exchange.bodyRead
                || exchange.answerBegan
                || isForbidden(failure)
                || !exchange.pass.lane().mayTryAgain()) {
            return false;
        }
        exchange.secondTry = true;
        return true;
    }

    private static BusError error(boolean connected, Throwable failure) {
        if (isForbidden(failure)) {
            return BusError.ESB_TARGET_FORBIDDEN;
        }
        return connected && failure instanceof TimeoutException
                ? BusError.BACKEND_TIMEOUT
                : BusError.BACKEND_UNREACHABLE;
    }

    private static boolean isForbidden(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ForbiddenAddressException) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(Exchange exchange, Response response, Callback callback, Throwable failure) {
        BusError error = failure instanceof TimeoutException ? BusError.REQUEST_TIMEOUT : BusError.BAD_REQUEST;
        boolean listens = failure instanceof TimeoutException || failure instanceof HttpException;
        if (!listens || response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        exchange.status = error.status();
        exchange.error = error;
        answer(exchange, response, callback, error);
    }

    private static void answer(Exchange exchange, Response response, Callback callback, BusError error) {
        Refusals.answer(exchange, response, callback, exchange.arrival.requestId(), Refusals.Refusal.of(error));
    }

    /** What the callback of an exchange does before it tells the listener. */
    private Callback ended(Exchange exchange, Response response, Callback callback) {
        return new Callback() {
            @Override
            public void succeeded() {
                ended(exchange);
                callback.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                ended(exchange);
                callback.failed(failure);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        };
    }

    private void ended(Exchange exchange) {
        long nanos = System.nanoTime() - exchange.startedNanos;
        if (exchange.secondTry) {
            exchange.pass.lane().triedAgain();
        }
        exchange.pass.close(exchange.outcome, nanos);
        if (exchange.route.logLevel() != LogLevel.NONE) {
            log.record(call(exchange, nanos));
        }
    }

    private static BusCall call(Exchange exchange, long nanos) {
        return new BusCall(
                exchange.route,
                exchange.visitor.principal(),
                exchange.arrival.requestId(),
                exchange.startedAt,
                Duration.ofNanos(nanos),
                exchange.arrival.source(),
                exchange.getMethod(),
                exchange.path.toString(),
                exchange.status,
                Optional.ofNullable(exchange.error).map(BusError::message),
                false,
                exchange.requestBytes,
                exchange.responseBytes,
                Optional.ofNullable(exchange.requested).map(Capture::message),
                Optional.ofNullable(exchange.answered).map(Capture::message));
    }

    /** What the caller sends, read when the backend takes it. */
    private static final class Body extends ProxyRequestContent {
        private final Exchange exchange;

        Body(Exchange exchange) {
            super(exchange);
            this.exchange = exchange;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                return null;
            }
            if (Content.Chunk.isFailure(chunk)) {
                exchange.callerFailure = chunk.getFailure();
            } else {
                exchange.bodyRead = true;
                exchange.requestBytes += chunk.remaining();
                if (exchange.requested != null && chunk.hasRemaining()) {
                    exchange.requested.add(chunk.getByteBuffer());
                }
            }
            return chunk;
        }

        /** A body of which nothing was read may still go to a second try. */
        @Override
        public void fail(Throwable failure, boolean last) {
            if (exchange.bodyRead) {
                super.fail(failure, last);
            }
        }
    }

    /** Hands the answer back. */
    private final class Answer extends ProxyResponseListener {
        private final Exchange exchange;
        private final Response response;
        private final Callback callback;

        Answer(Exchange exchange, org.eclipse.jetty.client.Request request, Response response, Callback callback) {
            super(exchange, request, response, callback);
            this.exchange = exchange;
            this.response = response;
            this.callback = callback;
        }

        @Override
        public void onBegin(org.eclipse.jetty.client.Response answer) {
            exchange.answerBegan = true;
            super.onBegin(answer);
        }

        @Override
        public void onHeaders(org.eclipse.jetty.client.Response answer) {
            int status = answer.getStatus();
            exchange.status = status;
            boolean failing = status == HttpStatus.BAD_GATEWAY_502
                    || status == HttpStatus.SERVICE_UNAVAILABLE_503
                    || status == HttpStatus.GATEWAY_TIMEOUT_504;
            exchange.outcome = failing ? Lane.Outcome.FAILED : Lane.Outcome.ANSWERED;
            if (exchange.answered != null) {
                exchange.answered.headers(answer.getHeaders());
            }
            ResponseHeaders.pass(answer.getHeaders(), response.getHeaders(), ownCookies, exchange.visitor.isBrowser());
        }

        @Override
        public void onContent(org.eclipse.jetty.client.Response answer, Content.Chunk chunk, Runnable demander) {
            exchange.responseBytes += chunk.remaining();
            if (exchange.answered != null) {
                exchange.answered.add(chunk.getByteBuffer());
            }
            chunk.retain();
            response.write(false, chunk.getByteBuffer(), new Callback() {
                @Override
                public void succeeded() {
                    chunk.release();
                    demander.run();
                }

                @Override
                public void failed(Throwable failure) {
                    chunk.release();
                    exchange.callerFailure = failure;
                    answer.abort(failure);
                }

                @Override
                public InvocationType getInvocationType() {
                    return InvocationType.NON_BLOCKING;
                }
            });
        }

        /** A backend may answer before it has read the whole body; then the rest of the body fails, and the answer is good. */
        @Override
        public void onComplete(Result result) {
            if (result.getResponseFailure() == null && result.getRequestFailure() != null) {
                super.onComplete(new Result(result.getRequest(), result.getResponse()));
            } else {
                super.onComplete(result);
            }
        }
    }
}
