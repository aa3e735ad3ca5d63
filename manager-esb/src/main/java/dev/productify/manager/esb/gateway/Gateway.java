package dev.productify.manager.esb.gateway;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.endpoint.BusCaller;
import dev.productify.manager.domain.endpoint.LogLevel;
import dev.productify.manager.domain.outbound.TargetUrl;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.outbound.InterimAnswers;
import dev.productify.manager.esb.outbound.Outbound;
import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.ports.endpoint.BusRouting;
import dev.productify.manager.ports.endpoint.CallLog;
import dev.productify.manager.ports.limits.RequestRates;
import dev.productify.manager.ports.shared.HttpProblem;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service bus: takes {@code /esb/<application>/<path>}, finds out who calls and which endpoint takes it, and passes the
 * request on to the endpoint's backend, and the answer back. Bodies stream; nothing is read into memory, but what log level FULL
 * keeps, and bodies that are converted.
 *
 * <p>To be asked before the routes of the listener; it leaves alone whatever does not begin with {@code /esb}.
 */
public final class Gateway extends ProxyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    /** Scheme, host, port and path are all set after it. */
    private static final URI ANY_URI = URI.create("http://backend/");

    /** A connection is silent while its caller waits for a backend, which has a time limit of its own. */
    private static final Predicate<TimeoutException> PATIENT = silent -> false;

    /** Before a connection is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Entrance entrance;
    /** Null where there are none: then a call costs nothing for it. */
    private final RequestRates<Object> rates;

    private final Outbound outbound;
    private final GatewayLimits limits;
    private final CallLog log;
    private final GatewayFigures figures;
    private volatile CallerWatch callers;
    /** What this node calls itself in {@code Via}: by it, it knows its own requests when they come back. */
    private final String via =
            "manager-" + Integer.toHexString(ThreadLocalRandom.current().nextInt() | 0x1000_0000);

    public Gateway(
            Visitors visitors,
            BusRouting routing,
            Outbound outbound,
            GatewayLimits limits,
            CallLog log,
            InstantSource clock) {
        this(visitors, routing, outbound, limits, log, clock, Optional.empty());
    }

    /** @param rates how many requests callers may make; empty where they may make any number */
    public Gateway(
            Visitors visitors,
            BusRouting routing,
            Outbound outbound,
            GatewayLimits limits,
            CallLog log,
            InstantSource clock,
            Optional<RequestRates<Object>> rates) {
        this.rates = requireNonNull(rates, "rates").orElse(null);
        this.outbound = requireNonNull(outbound, "outbound");
        this.limits = requireNonNull(limits, "limits");
        this.log = requireNonNull(log, "log");
        Lanes lanes = new Lanes(limits);
        this.figures = new GatewayFigures(lanes);
        this.entrance = new Entrance(
                requireNonNull(visitors, "visitors"),
                requireNonNull(routing, "routing"),
                lanes,
                limits,
                requireNonNull(clock, "clock"),
                via);
        setViaHost(via);
    }

    /** For metrics. */
    public GatewayFigures figures() {
        return figures;
    }

    @Override
    protected HttpClient newHttpClient() {
        return outbound.client("bus");
    }

    @Override
    protected void doStart() throws Exception {
        callers = new CallerWatch(Gateway::callerLeft);
        super.doStart(); // which leaves the client nothing but what passes on 100, 102 and 103
        getHttpClient().getProtocolHandlers().put(new InterimAnswers());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        callers.close();
    }

    /** Nobody waits for the answer any more. */
    private static void callerLeft(Exchange exchange) {
        Throwable failure = new EofException("the caller left");
        exchange.callerFailure = failure;
        org.eclipse.jetty.client.Request outgoing = exchange.outgoing;
        if (outgoing != null) {
            outgoing.abort(failure);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Entrance.isBus(request.getHttpURI().getPath())) {
            return false;
        }
        RequestFacts facts = Entrance.facts(request);
        facts.answeredBy("/esb/*");
        try {
            BusCaller visitor = entrance.visitor(request, facts);
            if (rates != null) {
                count(visitor, response);
            }
            Exchange exchange = entrance.admit(request, facts, visitor);
            if (enter(exchange, response, callback)) {
                exchange.addIdleTimeoutListener(PATIENT);
                Callback end = ended(exchange, callback);
                if (exchange.converting == null) {
                    passOn(exchange, response, end);
                } else {
                    new RequestGathering(exchange, response, end, () -> passOn(exchange, response, end)).begin();
                }
            }
        } catch (ManagerException refusal) {
            Refusals.answer(request, response, callback, HttpProblem.of(refusal));
        } catch (BusException refusal) {
            figures.failed(refusal.error());
            Refusals.answer(request, response, callback, Refusals.problem(refusal));
        }
        return true;
    }

    private void count(BusCaller visitor, Response response) {
        RequestRates.Counted counted = rates.count(RequestRates.of(visitor.principal()));
        response.getHeaders().add(RequestRates.FIELD, counted.field());
        if (!counted.admitted()) {
            throw rates.refusal(counted);
        }
    }

    private boolean enter(Exchange exchange, Response response, Callback callback) {
        try {
            entrance.enter(exchange);
            return true;
        } catch (BusException refusal) {
            figures.failed(refusal.error());
            Refusals.refuse(exchange, response, callback, refusal);
            tell(exchange, System.nanoTime() - exchange.startedNanos);
            return false;
        }
    }

    private void passOn(Exchange exchange, Response response, Callback callback) {
        callers.begin(exchange);
        send(exchange, response, callback);
    }

    /** Once for each try. */
    private void send(Exchange exchange, Response response, Callback callback) {
        try {
            super.handle(exchange, response, callback);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("request_id", exchange.facts.requestId())
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
        exchange.outgoing = getHttpClient()
                .newRequest(ANY_URI)
                .scheme(url.scheme())
                .host(url.host())
                .port(url.port())
                .path(exchange.target)
                .method(exchange.getMethod())
                // No tenant's requests travel over a connection that another tenant's opened, or wait for one.
                .tag(exchange.route.place().tenant().orElseThrow())
                .idleTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        return exchange.outgoing;
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
        RequestHeaders.write(exchange, to, via);
        if (exchange.converting != null) {
            exchange.converting.writeRequest(to);
        }
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
        Exchange exchange = (Exchange) clientToProxyRequest;
        return exchange.converting != null && exchange.converting.sent != null
                ? new BytesRequestContent(exchange.converting.sent.contentType(), exchange.converting.sent.bytes())
                : new Body(exchange);
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
        LOG.debug("request {} failed", exchange.facts.requestId(), failure);
        if (exchange.callerFailure != null) {
            Refusals.callerFailed(exchange, proxyToClientResponse, proxyToClientCallback, exchange.callerFailure);
            return;
        }
        if (exchange.converting != null && exchange.converting.refusal != null) {
            Refusals.refuse(exchange, proxyToClientResponse, proxyToClientCallback, exchange.converting.refusal);
            return;
        }
        boolean connected = proxyToServerRequest.getConnection() != null;
        if (Failures.tryAgain(exchange, connected, failure)) {
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
        exchange.error = Failures.error(connected, failure);
        exchange.outcome = Lane.Outcome.FAILED;
        if (proxyToClientResponse.isCommitted()) {
            proxyToClientCallback.failed(failure); // cut off, so that nobody takes the part for the whole
        } else {
            Refusals.refuse(exchange, proxyToClientResponse, proxyToClientCallback, exchange.error);
        }
    }

    /** What the callback of an exchange does before it tells the listener. */
    private Callback ended(Exchange exchange, Callback callback) {
        return new Callback() {
            @Override
            public void succeeded() {
                long nanos = left(exchange);
                callback.succeeded();
                tell(exchange, nanos);
            }

            @Override
            public void failed(Throwable failure) {
                long nanos = left(exchange);
                callback.failed(failure);
                tell(exchange, nanos);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        };
    }

    /** @return how long it took */
    private long left(Exchange exchange) {
        long nanos = System.nanoTime() - exchange.startedNanos;
        if (!exchange.answerBegan) {
            callers.end(exchange);
        }
        if (exchange.secondTry) {
            exchange.pass.lane().triedAgain();
            figures.triedAgain();
        }
        if (exchange.error != null) {
            figures.failed(exchange.error);
        }
        if (exchange.converting != null) {
            exchange.converting.forget();
        }
        exchange.pass.close(exchange.outcome, nanos);
        return nanos;
    }

    /** After the caller has its answer. */
    private void tell(Exchange exchange, long nanos) {
        if (exchange.route.logLevel() != LogLevel.NONE) {
            log.record(exchange.call(nanos));
        }
    }

    /** What the caller sends, read when the backend takes it. */
    private static final class Body extends ProxyRequestContent {
        private final Exchange exchange;

        Body(Exchange exchange) {
            super(exchange);
            this.exchange = exchange;
            exchange.bodyComplete = false;
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                return null;
            }
            if (Content.Chunk.isFailure(chunk)) {
                if (!exchange.bodyFailed) {
                    exchange.callerFailure = chunk.getFailure();
                }
                return Content.Chunk.from(
                        chunk.getFailure(), true); // a caller who fell silent is not waited for any longer
            }
            exchange.bodyRead = true;
            exchange.bodyComplete = chunk.isLast();
            exchange.requestBytes += chunk.remaining();
            if (exchange.requested != null && chunk.hasRemaining()) {
                exchange.requested.add(chunk.getByteBuffer());
            }
            return chunk;
        }

        /** A body of which nothing was read may still go to a second try. */
        @Override
        public void fail(Throwable failure, boolean last) {
            if (exchange.bodyRead) {
                exchange.bodyFailed = true; // by the backend, so what is read from now on tells nothing of the caller
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
            if (answer.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
                // Nothing was asked to be switched, and what follows would be no HTTP.
                answer.abort(new ProtocolException("an answer that nobody asked for"));
                return;
            }
            callers.end(exchange);
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
            ResponseHeaders.pass(answer.getHeaders(), response.getHeaders(), exchange.visitor.isBrowser());
            if (exchange.converting != null) {
                try {
                    exchange.converting.begin(
                            status, exchange.method, answer.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
                } catch (BusException refusal) {
                    stop(answer, refusal);
                }
            }
        }

        @Override
        public void onContent(org.eclipse.jetty.client.Response answer, Content.Chunk chunk, Runnable demander) {
            exchange.responseBytes += chunk.remaining();
            if (exchange.answered != null) {
                exchange.answered.add(chunk.getByteBuffer());
            }
            if (exchange.converting != null && exchange.converting.gathersAnswer()) {
                gather(answer, chunk, demander);
                return;
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

        private void stop(org.eclipse.jetty.client.Response answer, BusException refusal) {
            exchange.converting.refusal = refusal;
            answer.abort(refusal);
        }

        private void gather(org.eclipse.jetty.client.Response answer, Content.Chunk chunk, Runnable demander) {
            try {
                exchange.converting.answer.add(chunk.getByteBuffer());
            } catch (BusException refusal) {
                stop(answer, refusal);
                return;
            }
            demander.run();
        }

        @Override
        public void onSuccess(org.eclipse.jetty.client.Response answer) {
            Converting converting = exchange.converting;
            if (converting == null || !converting.converter.convertsAnswers()) {
                super.onSuccess(answer);
            } else if (!converting.gathersAnswer() || converting.answer.length() == 0) {
                if (HttpMethod.HEAD.is(exchange.method)) {
                    Converting.writeHead(response.getHeaders());
                }
                super.onSuccess(answer);
            } else {
                convert(answer, converting);
            }
        }

        private void convert(org.eclipse.jetty.client.Response answer, Converting converting) {
            try {
                Converter.Converted converted = converting.convertAnswer(answer.getHeaders(), answer.getStatus());
                exchange.status = converted.status();
                response.setStatus(converted.status());
                Converting.writeAnswer(response.getHeaders(), converted);
                response.write(true, ByteBuffer.wrap(converted.bytes()), this);
            } catch (BusException refusal) {
                Refusals.refuse(exchange, response, this, refusal);
            } catch (RuntimeException fault) {
                LOG.atError()
                        .addKeyValue("request_id", exchange.facts.requestId())
                        .setCause(fault)
                        .log("an answer could not be converted");
                Refusals.refuse(exchange, response, this, new BusException(BusError.BACKEND_NOT_MAPPABLE));
            }
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
