package dev.productify.manager.server.http;

import dev.productify.manager.ports.call.RequestFacts;
import dev.productify.manager.rest.HeadRequests;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.ServerSection;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinLogger;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP listener: front door, then handlers that want the bare request (the bus), then the routes.
 *
 * <p>Limits: request line and headers 16 KiB together (431), 30 s without a byte ends a connection, 30 s for what is
 * in flight when it stops.
 */
public final class HttpServer implements AutoCloseable {
    static final int MOST_HEADER_BYTES = 16 * 1024;
    static final Duration IDLE = Duration.ofSeconds(30);
    static final Duration DRAIN = Duration.ofSeconds(30);
    /** Once stopping, connections without a request are closed after this time. */
    private static final Duration SHUTDOWN_IDLE = Duration.ofSeconds(1);

    private static final long MOST_BODY_BYTES = 1024 * 1024;
    private static final int MOST_THREADS = 200;

    private final Javalin javalin;
    private final ServerSection section;
    private final AtomicBoolean stopping;
    private volatile int port;

    private HttpServer(Javalin javalin, ServerSection section, AtomicBoolean stopping) {
        this.javalin = javalin;
        this.section = section;
        this.stopping = stopping;
    }

    /**
     * Puts a listener together that does not listen yet.
     *
     * @param handlers asked before the routes, in this order; the first that answers true has the request
     * @param routes one per feature
     * @param stopping set to true before anything closes, so that readiness turns first
     */
    public static HttpServer of(
            ServerSection section,
            MeterRegistry meters,
            List<Handler> handlers,
            List<RouteModule> routes,
            AtomicBoolean stopping) {
        return of(section, meters, handlers, routes, stopping, IDLE);
    }

    static HttpServer of(
            ServerSection section,
            MeterRegistry meters,
            List<Handler> handlers,
            List<RouteModule> routes,
            AtomicBoolean stopping,
            Duration idle) {
        BusyConnections connections = new BusyConnections(idle, least(idle, SHUTDOWN_IDLE));
        FrontDoor door =
                new FrontDoor(new TrustedProxies(section.trustedProxies()), new HttpMetrics(meters), connections);
        Handler.Sequence inside = new Handler.Sequence(handlers); // Javalin appends itself
        door.setHandler(inside);
        Javalin javalin = Javalin.create(config -> {
            quiet(config);
            config.http.prefer405over404 = true;
            config.http.maxRequestSize = MOST_BODY_BYTES;
            config.concurrency.useVirtualThreads = VirtualThreads.areSupported();
            config.jetty.threadPool = threads();
            config.jetty.modifyServer(server -> frame(server, door));
            config.jetty.modifyServletContextHandler(HttpServer::refusals);
            config.jetty.addConnector((server, http) -> connector(section, server, http, idle, connections));
            config.router.javaLangErrorHandler(RefusedRequests::answerError);
            routes.forEach(module -> module.register(config.routes));
            config.routes.after(context -> {
                Endpoint matched = context.endpoints().matchedHttpEndpoint();
                if (matched != null && !matched.path.isEmpty()) {
                    RequestFacts.of(context::attribute).answeredBy(matched.path);
                }
            });
        });
        HeadRequests.answer(javalin);
        return new HttpServer(javalin, section, stopping);
    }

    /**
     * Listens.
     *
     * @throws StartFailure when the address cannot be taken
     */
    public HttpServer listen() {
        JavalinLogger.enabled = false; // it would tell of a failure a second time
        try {
            javalin.start();
        } catch (RuntimeException cannotListen) {
            throw Listening.failure("server", section.host(), section.port(), cannotListen);
        } finally {
            JavalinLogger.enabled = true;
        }
        port = javalin.port();
        return this;
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }

    /** Platform threads accept and select; where the JVM has virtual ones, each request gets one of those. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4, 60_000);
        threads.setName("http");
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        }
        return threads;
    }

    private static void frame(Server server, FrontDoor door) {
        server.setHandler(door);
        server.setErrorHandler(new RefusedRequests());
        server.setStopTimeout(DRAIN.toMillis());
        server.setStopAtShutdown(false);
    }

    private static void refusals(ServletContextHandler context) {
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.setErrorHandler(new RefusedRequests());
    }

    private static ServerConnector connector(
            ServerSection section, Server server, HttpConfiguration http, Duration idle, BusyConnections connections) {
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        // What the front door lets pass of it.
        http.setUriCompliance(UriCompliance.DEFAULT.with("with %2F", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRelativeRedirectAllowed(true);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            public CompletableFuture<Void> shutdown() {
                CompletableFuture<Void> done = super.shutdown();
                connections.stopping();
                return done;
            }
        };
        connector.setHost(section.host());
        connector.setPort(section.port());
        connector.setIdleTimeout(idle.toMillis());
        connector.setShutdownIdleTimeout(least(idle, SHUTDOWN_IDLE).toMillis());
        connector.setAcceptQueueSize(512);
        return connector;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The port listened on since {@link #listen}, also when the configuration left the choice open. */
    public int port() {
        return port;
    }

    /**
     * What is answered here: {@code GET /health/live}, with {@code {…}} for the parts of a path that vary. Without {@code HEAD},
     * which is answered wherever {@code GET} is.
     */
    public List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod() && !endpoint.method.equals(HandlerType.HEAD))
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();
    }

    /** Where this listener can be reached, such as {@code http://127.0.0.1:8080}. */
    public URI uri() {
        return Listening.uri(section.host(), port());
    }

    /**
     * Turns readiness, stops accepting, waits up to 30 s for what is in flight, then closes what is left. Does nothing
     * the second time.
     */
    @Override
    public void close() {
        stopping.set(true);
        javalin.stop();
    }
}
