package dev.productify.manager.server.benchmark;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Javalin with the Manager's settings of connections and threads, and nothing else of the Manager. */
final class BareListener {
    private BareListener() {}

    /** @return the port listened on */
    static int start(Consumer<RoutesConfig> routes) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = VirtualThreads.areSupported();
            config.jetty.threadPool = threads();
            config.jetty.addConnector((server, http) -> {
                http.setRequestHeaderSize(16 * 1024);
                http.setSendServerVersion(false);
                http.setSendXPoweredBy(false);
                ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
                connector.setHost("127.0.0.1");
                connector.setPort(0);
                connector.setIdleTimeout(30_000);
                connector.setAcceptQueueSize(512);
                return connector;
            });
            config.routes.exception(Exception.class, (failure, context) -> {
                System.out.println(failure); // shown when the run fails
                context.status(500);
            });
            routes.accept(config.routes);
        });
        javalin.start();
        return javalin.port();
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(200, 4, 60_000);
        threads.setName("http");
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        }
        return threads;
    }
}
