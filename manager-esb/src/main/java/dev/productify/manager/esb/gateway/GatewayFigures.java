package dev.productify.manager.esb.gateway;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How the bus of this node fares, for metrics. */
public final class GatewayFigures {
    private final Map<BusError, LongAdder> errors = new EnumMap<>(BusError.class);
    private final LongAdder secondTries = new LongAdder();
    private final Lanes lanes;

    GatewayFigures(Lanes lanes) {
        this.lanes = lanes;
        for (BusError error : BusError.values()) {
            errors.put(error, new LongAdder());
        }
    }

    void failed(BusError error) {
        errors.get(error).increment();
    }

    void triedAgain() {
        secondTries.increment();
    }

    /** The codes that the bus answers by itself. */
    public List<String> codes() {
        return errors.keySet().stream().map(BusError::name).toList();
    }

    /** How often the bus answered so since it started. */
    public long errors(String code) {
        return errors.get(BusError.valueOf(code)).sum();
    }

    /** Calls that were sent a second time since it started. */
    public long secondTries() {
        return secondTries.sum();
    }

    /** Calls that were let in and have not ended. */
    public int callsInFlight() {
        return lanes.callsInFlight();
    }

    /** Endpoints whose calls are refused, or let through a few at a time, since their backend failed. */
    public int openCircuits() {
        return lanes.openCircuits();
    }
}
