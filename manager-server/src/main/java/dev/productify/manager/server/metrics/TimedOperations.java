package dev.productify.manager.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

final class TimedOperations implements OperationMetrics {
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Set<String> operations;
    private final Set<String> outcomes;
    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

    TimedOperations(MeterRegistry registry, Set<String> operations, Set<String> outcomes) {
        this.registry = registry;
        this.operations = Set.copyOf(operations);
        this.outcomes = Set.copyOf(outcomes);
    }

    private record Labels(String operation, String outcome) {}

    @Override
    public void record(String operationName, String outcome, Duration duration) {
        Labels labels = new Labels(known(operations, operationName), known(outcomes, outcome));
        timers.computeIfAbsent(labels, this::timer).record(duration);
    }

    private Timer timer(Labels labels) {
        return Timer.builder("graphql.operations")
                .description("Time to answer one top-level field")
                .tag("operation", labels.operation)
                .tag("outcome", labels.outcome)
                .register(registry);
    }

    private static String known(Set<String> names, String name) {
        return name != null && names.contains(name) ? name : OTHER;
    }
}
