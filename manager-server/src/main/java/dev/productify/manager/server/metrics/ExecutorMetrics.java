package dev.productify.manager.server.metrics;

import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.esb.trigger.ExecutorListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Series of the executor, named {@code pfy_executor_…}: what autoscalers of the platform look at. */
public final class ExecutorMetrics implements ExecutorListener {
    private final MeterRegistry registry;
    private final MultiGauge waitingByApplication;
    private final AtomicLong active = new AtomicLong();
    private final Timer lag;

    public ExecutorMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.waitingByApplication = MultiGauge.builder("pfy.executor.queue.waiting")
                .description("Callbacks that wait to be sent, by whatever node")
                .register(registry);
        Gauge.builder("pfy.executor.active.triggers", active, AtomicLong::doubleValue)
                .description("Triggers that are due some time")
                .register(registry);
        this.lag = Timer.builder("pfy.executor.lag")
                .description("How long after its instant a run was made")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
    }

    @Override
    public void queued(ApplicationId application, int runs) {
        Counter.builder("pfy.executor.queue.all")
                .description("Runs that were made to be sent")
                .tags(app(application))
                .register(registry)
                .increment(runs);
    }

    @Override
    public void fired(Duration late) {
        lag.record(late);
    }

    @Override
    public void dispatched(ApplicationId application, boolean taken, Duration duration) {
        if (taken) {
            Counter.builder("pfy.executor.queue.processed")
                    .description("Callbacks that backends took")
                    .tags(app(application))
                    .register(registry)
                    .increment();
        }
        Timer.builder("pfy.executor.queue.process.time")
                .description("How long callbacks took, each attempt by itself")
                .tags(app(application))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(20))
                .register(registry)
                .record(duration);
        Counter.builder("pfy.executor.backend.dispatch")
                .description("Attempts at backends")
                .tag("status", taken ? "success" : "error")
                .register(registry)
                .increment();
    }

    @Override
    public void looked(Map<ApplicationId, Long> waiting, long activeTriggers) {
        active.set(activeTriggers);
        waitingByApplication.register(
                waiting.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(app(entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    private static Tags app(ApplicationId application) {
        return Tags.of("app", application.value().toString());
    }
}
