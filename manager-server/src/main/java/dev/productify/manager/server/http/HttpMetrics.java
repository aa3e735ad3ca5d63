package dev.productify.manager.server.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Times requests by method, route pattern and class of status ({@code 2xx}). The number of series is bounded by the
 * routes that exist: unknown methods and paths count as {@code other}.
 */
final class HttpMetrics {
    private static final String OTHER = "other";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Labels(String method, String route, int hundreds) {}

    /**
     * @param route the matched pattern, or null when nothing matched
     */
    void record(String method, String route, int status, long nanos) {
        Labels labels =
                new Labels(METHODS.contains(method) ? method : OTHER, route == null ? OTHER : route, status / 100);
        timers.computeIfAbsent(labels, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    void watch(AtomicLong inFlight) {
        Gauge.builder("http.server.requests.active", inFlight, AtomicLong::get)
                .description("Requests being answered")
                .register(registry);
    }

    private Timer timer(Labels labels) {
        return Timer.builder("http.server.requests")
                .description("Time from the first byte of a request to the last of its answer")
                .tag("method", labels.method)
                .tag("route", labels.route)
                .tag("status", labels.hundreds == 0 ? OTHER : labels.hundreds + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
