package dev.productify.manager.server.metrics;

import java.time.Duration;

/** Measures operations. The number of series is bounded, whatever names callers send. */
@FunctionalInterface
public interface OperationMetrics {
    /**
     * @param operationName top-level field of the schema
     * @param outcome {@code success} or an error code
     */
    void record(String operationName, String outcome, Duration duration);
}
