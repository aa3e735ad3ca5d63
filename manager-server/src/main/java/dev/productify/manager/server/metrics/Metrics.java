package dev.productify.manager.server.metrics;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.changes.ReadModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All series of this process. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollector = new JvmGcMetrics();

    /** Series of the JVM and the process are there at once: memory, collections, threads, classes, CPU, uptime. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        garbageCollector.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Give this to the connection pool before it starts; its series are named {@code hikaricp_…}. */
    public MetricsTrackerFactory connectionPool() {
        return new MicrometerMetricsTrackerFactory(registry);
    }

    /** Times GraphQL operations, each pair of name and outcome by itself, up to {@value TimedOperations#MOST_SERIES}. */
    public OperationMetrics operations() {
        return new TimedOperations(registry);
    }

    /** Where answers come from, by read model, and whether changes of other nodes are heard. */
    public void readModels(List<ReadModel<?, ?>> models, Changes changes) {
        Gauge.builder("changes.audible", changes, heard -> heard.audible() ? 1 : 0)
                .description("1 while changes of other nodes are heard, and answers may come from memory")
                .register(registry);
        models.forEach(this::readModel);
    }

    private void readModel(ReadModel<?, ?> model) {
        Gauge.builder("read.model.size", model, ReadModel::size)
                .description("Copies that are kept in memory")
                .tag("model", model.name())
                .register(registry);
        questions(model, "hit", ReadModel::hits);
        questions(model, "miss", ReadModel::misses);
        questions(model, "bypass", ReadModel::bypasses);
    }

    private void questions(ReadModel<?, ?> model, String outcome, ToDoubleFunction<ReadModel<?, ?>> count) {
        FunctionCounter.builder("read.model.questions", model, count)
                .description("Questions that were answered from memory, or found no copy, or went past it")
                .tag("model", model.name())
                .tag("outcome", outcome)
                .register(registry);
    }

    /**
     * Counts requests that are refused because somebody makes too many.
     *
     * @param by what they are counted by; a word
     */
    public Runnable refusedRequests(String by) {
        Counter refused = Counter.builder("http.requests.rate.limited")
                .description("Requests that were refused because a source or a principal made too many")
                .tag("by", by)
                .register(registry);
        return refused::increment;
    }

    /** All series in the text format of Prometheus. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollector.close();
        registry.close();
    }
}
