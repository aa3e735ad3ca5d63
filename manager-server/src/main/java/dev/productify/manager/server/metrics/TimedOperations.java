package dev.productify.manager.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class TimedOperations implements OperationMetrics {
    /** Far more than a schema has root fields times codes; beyond it something is wrong with the names. */
    static final int MOST_SERIES = 5_000;

    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    TimedOperations(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Labels(String operation, String outcome) {}

    @Override
    public void record(String operationName, String outcome, Duration duration) {
        Labels labels = new Labels(operationName, outcome);
        Timer known = timers.get(labels);
        if (known == null) {
            Labels bounded = timers.size() < MOST_SERIES ? labels : new Labels(OTHER, OTHER);
            known = timers.computeIfAbsent(bounded, this::timer);
        }
        known.record(duration);
    }

    private Timer timer(Labels labels) {
        return Timer.builder("graphql.operations")
                .description("Time to answer one top-level field")
                .tag("operation", labels.operation)
                .tag("outcome", labels.outcome)
                .register(registry);
    }
}
