package dev.productify.manager.server.job;

import dev.productify.manager.ports.job.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Series of periodic jobs: {@code jobs_runs_seconds} by job and outcome, {@code jobs_removed_rows_total} and {@code
 * jobs_last_success_age_seconds} by job.
 */
public final class JobMetrics {
    private final MeterRegistry registry;
    /** By {@link System#nanoTime}, when each job last succeeded on whatever node. */
    private final Map<String, AtomicLong> successes = new ConcurrentHashMap<>();

    public JobMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void seen(String job, Jobs.Outcome outcome, Duration duration) {
        if (outcome.ran()) {
            runs(job, "success").record(duration);
            removed(job).increment(outcome.removed());
        }
        outcome.sinceSuccess().ifPresent(age -> success(job).set(System.nanoTime() - age.toNanos()));
    }

    void failed(String job, Duration duration) {
        runs(job, "failure").record(duration);
        // One that never succeeded anywhere has an age, too: it grows from the first failure on.
        success(job);
    }

    private Timer runs(String job, String outcome) {
        return Timer.builder("jobs.runs")
                .description("Turns of periodic jobs on this node")
                .tag("job", job)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter removed(String job) {
        return Counter.builder("jobs.removed.rows")
                .description("Rows that periodic jobs removed on this node; of dropped partitions, about as many")
                .tag("job", job)
                .register(registry);
    }

    private AtomicLong success(String job) {
        return successes.computeIfAbsent(job, name -> {
            AtomicLong success = new AtomicLong(System.nanoTime());
            Gauge.builder("jobs.last.success.age", success, at -> (System.nanoTime() - at.get()) / 1e9)
                    .description("Time since a periodic job last succeeded, on whatever node")
                    .baseUnit("seconds")
                    .tag("job", name)
                    .register(registry);
            return success;
        });
    }
}
