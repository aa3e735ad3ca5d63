package dev.productify.manager.server;

import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.RouteModule;
import dev.productify.manager.rest.health.HealthRoutes;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.http.HttpServer;
import dev.productify.manager.server.log.Logs;
import dev.productify.manager.server.metrics.Metrics;
import dev.productify.manager.server.metrics.MetricsServer;
import dev.productify.manager.server.secrets.PrivateFiles;
import dev.productify.manager.server.secrets.SecretsKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node. Starts what it is made of from the bottom to the top, and stops it in reverse: first the listeners, then
 * what their requests use.
 */
public final class Manager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Manager.class);

    private final Configuration configuration;
    private final Closing closing = new Closing();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private HttpServer http;
    private MetricsServer metricsServer;

    public Manager(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Starts the node; returns when it answers. May be called once. On failure everything that was opened is closed.
     *
     * @throws StartFailure with a message for the console
     */
    public void start() {
        try {
            Logs.configure(configuration.log());
            Path data = dataDirectory();
            SecretsKey key = SecretsKey.load(configuration.secrets().key(), data);
            Metrics metrics = closing.add(new Metrics());
            Adapters adapters = openAdapters(data, key, metrics);
            metricsServer = closing.add(MetricsServer.start(configuration.metrics(), metrics));
            http = closing.add(HttpServer.start(
                    configuration.server(), metrics.registry(), handlers(adapters), routes(adapters), stopping));
            LOG.atInfo()
                    .addKeyValue("version", Version.text())
                    .addKeyValue("address", http.uri())
                    .addKeyValue("metrics", metricsServer.uri() + "/metrics")
                    .addKeyValue("mode", configuration.runMode())
                    .addKeyValue("secrets_key", key.id())
                    .log("the Manager answers");
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /**
     * What requests reach.
     *
     * @param handlers asked before the routes: the service bus
     * @param routes REST and GraphQL
     * @param unready why this node should get no requests, such as a database that does not answer
     */
    record Adapters(List<Handler> handlers, List<RouteModule> routes, Supplier<Optional<String>> unready) {}

    /** Database, migrations, stores, use cases, adapters, in this order; each thing opened goes into {@code closing}. */
    private Adapters openAdapters(Path data, SecretsKey key, Metrics metrics) {
        return new Adapters(List.of(), List.of(), Optional::empty);
    }

    private List<Handler> handlers(Adapters adapters) {
        return configuration.runMode().answersRequests() ? adapters.handlers() : List.of();
    }

    private List<RouteModule> routes(Adapters adapters) {
        List<RouteModule> routes = new ArrayList<>();
        routes.add(new Problems());
        routes.add(new HealthRoutes(() ->
                stopping.get() ? Optional.of("stopping") : adapters.unready().get()));
        if (configuration.runMode().answersRequests()) {
            routes.addAll(adapters.routes());
        }
        return routes;
    }

    private Path dataDirectory() {
        Path directory = configuration.data().dir().toAbsolutePath().normalize();
        try {
            PrivateFiles.folder(directory);
        } catch (IOException problem) {
            throw new StartFailure("data.dir: the folder " + directory + " cannot be made: " + problem, problem);
        }
        return directory;
    }

    /** Where the routes answer. */
    public URI uri() {
        return http.uri();
    }

    /** Where {@code /metrics} answers. */
    public URI metricsUri() {
        return metricsServer.uri();
    }

    /** Readiness turns, what is in flight ends within 30 s, then everything is closed. Safe to call at any time. */
    @Override
    public void close() {
        stopping.set(true);
        closing.close();
    }
}
