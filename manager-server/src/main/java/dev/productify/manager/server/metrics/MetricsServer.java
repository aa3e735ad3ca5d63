package dev.productify.manager.server.metrics;

import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.MetricsSection;
import dev.productify.manager.server.http.Listening;
import dev.productify.manager.server.http.RefusedRequests;
import java.net.URI;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Answers {@code GET /metrics} on a listener of its own, so that it needs no door in the public one. */
public final class MetricsServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private MetricsServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens.
     *
     * @throws StartFailure when the address cannot be taken
     */
    public static MetricsServer start(MetricsSection section, Metrics metrics) {
        QueuedThreadPool threads = new QueuedThreadPool(8, 2, 60_000);
        threads.setName("metrics");
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(section.host());
        connector.setPort(section.port());
        connector.setIdleTimeout(30_000);
        server.addConnector(connector);
        server.setHandler(new Scrape(metrics));
        server.setErrorHandler(new RefusedRequests());
        MetricsServer started = new MetricsServer(server, connector);
        try {
            server.start();
        } catch (Exception cannotListen) {
            started.close();
            throw Listening.failure("metrics", section.host(), section.port(), cannotListen);
        }
        return started;
    }

    /** Where this listener can be reached, such as {@code http://127.0.0.1:9090}. */
    public URI uri() {
        return Listening.uri(connector.getHost(), connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception cannotStop) {
            throw new IllegalStateException("The listener of metrics does not stop", cannotStop);
        }
    }

    private static final class Scrape extends Handler.Abstract {
        private final Metrics metrics;

        private Scrape(Metrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean read =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            if (!read || !Request.getPathInContext(request).equals("/metrics")) {
                return false;
            }
            RefusedRequests.giveId(request, response);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
            Content.Sink.write(response, true, metrics.scrape(), callback);
            return true;
        }
    }
}
