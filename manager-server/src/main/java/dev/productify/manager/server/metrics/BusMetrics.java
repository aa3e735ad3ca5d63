package dev.productify.manager.server.metrics;

import dev.productify.manager.esb.gateway.GatewayFigures;
import dev.productify.manager.ports.endpoint.CallRecorder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Series of the service bus. None has a label that callers choose. */
public final class BusMetrics {
    private final MeterRegistry registry;

    public BusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void gateway(GatewayFigures figures) {
        Gauge.builder("bus.calls.active", figures, GatewayFigures::callsInFlight)
                .description("Calls in flight")
                .register(registry);
        Gauge.builder("bus.circuits.open", figures, GatewayFigures::openCircuits)
                .description("Endpoints whose backend failed, so that calls are refused or let through a few at a time")
                .register(registry);
        FunctionCounter.builder("bus.second.tries", figures, GatewayFigures::secondTries)
                .description("Calls that were sent a second time")
                .register(registry);
        for (String code : figures.codes()) {
            FunctionCounter.builder("bus.errors", figures, now -> now.errors(code))
                    .description("What the bus answered itself, by code")
                    .tag("code", code)
                    .register(registry);
        }
    }

    public void log(CallRecorder recorder) {
        Gauge.builder("bus.log.waiting", recorder, CallRecorder::waiting)
                .description("Calls that wait to be written to the log of the bus")
                .register(registry);
        FunctionCounter.builder("bus.log.written", recorder, CallRecorder::written)
                .description("Calls that were written to the log of the bus")
                .register(registry);
        FunctionCounter.builder("bus.log.shed", recorder, CallRecorder::shed)
                .description("Calls that are missing in the log of the bus, since the database was too slow or away")
                .register(registry);
    }
}
