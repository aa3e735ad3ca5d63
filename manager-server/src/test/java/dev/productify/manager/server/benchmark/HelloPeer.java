package dev.productify.manager.server.benchmark;

import dev.productify.manager.rest.Problems;
import dev.productify.manager.server.config.ServerSection;
import dev.productify.manager.server.http.HttpServer;
import io.javalin.config.RoutesConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Five letters, and nothing asked: what any route costs at the least. {@code BENCH_FILTERS} says behind what: {@code own}
 * for all that a request to the Manager passes on its way to a route (id, source address, metrics, draining), {@code none}
 * for a bare listener with the same settings of connections and threads.
 */
final class HelloPeer {
    private HelloPeer() {}

    public static void main(String[] none) {
        int port = switch (System.getenv("BENCH_FILTERS")) {
            case "own" -> behindOwnFilters();
            case "none" -> BareListener.start(HelloPeer::hello);
            default -> throw new IllegalArgumentException("BENCH_FILTERS is own or none");
        };
        System.out.println("listening on port " + port);
    }

    private static int behindOwnFilters() {
        ServerSection section = new ServerSection(0, "127.0.0.1", Optional.empty(), List.of());
        return HttpServer.of(
                        section,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        List.of(),
                        List.of(new Problems(), HelloPeer::hello),
                        new AtomicBoolean())
                .listen()
                .port();
    }

    private static void hello(RoutesConfig routes) {
        routes.get("/hello", context -> context.result("hello"));
    }
}
