package dev.productify.manager.esb.gateway;

import dev.productify.manager.domain.endpoint.EndpointId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.endpoint.Route;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps calls of one endpoint or tenant from taking what calls of others need (contract E5). */
final class Lanes {
    /** Endpoints that are remembered before idle ones are forgotten. */
    private static final int MANY = 10_000;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final GatewayLimits limits;
    private final ConcurrentMap<EndpointId, Lane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<TenantId, AtomicInteger> tenants = new ConcurrentHashMap<>();

    Lanes(GatewayLimits limits) {
        this.limits = limits;
    }

    /**
     * Lets a call in, to be given back once by {@link Pass#close}.
     *
     * @throws BusException when too many are in flight, or the circuit is open
     */
    Pass enter(Route route) {
        AtomicInteger ofTenant =
                tenants.computeIfAbsent(route.place().tenant().orElseThrow(), first -> new AtomicInteger());
        if (ofTenant.incrementAndGet() > limits.callsPerTenant()) {
            ofTenant.decrementAndGet();
            throw new BusException(BusError.TOO_MANY_CALLS, SOON);
        }
        Lane lane = lane(route.endpoint());
        if (!lane.enter()) {
            ofTenant.decrementAndGet();
            throw new BusException(BusError.TOO_MANY_CALLS, SOON);
        }
        if (!lane.permits()) {
            lane.leave();
            ofTenant.decrementAndGet();
            throw new BusException(BusError.CIRCUIT_OPEN, limits.circuit().open());
        }
        return new Pass(lane, ofTenant);
    }

    private Lane lane(EndpointId endpoint) {
        Lane known = lanes.get(endpoint);
        if (known != null) {
            return known;
        }
        if (lanes.size() >= MANY) {
            lanes.values().removeIf(Lane::isIdle);
        }
        return lanes.computeIfAbsent(endpoint, first -> new Lane(limits));
    }

    int callsInFlight() {
        return lanes.values().stream().mapToInt(Lane::calls).sum();
    }

    int openCircuits() {
        return (int) lanes.values().stream().filter(Lane::isOpen).count();
    }

    /** One call that was let in. */
    record Pass(Lane lane, AtomicInteger ofTenant) {
        void close(Lane.Outcome outcome, long nanos) {
            lane.ended(outcome, nanos);
            lane.leave();
            ofTenant.decrementAndGet();
        }
    }
}
