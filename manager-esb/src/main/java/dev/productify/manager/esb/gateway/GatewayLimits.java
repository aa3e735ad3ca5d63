package dev.productify.manager.esb.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Limits of the bus (contract E5), each for one node.
 *
 * @param callsPerEndpoint in flight at once
 * @param callsPerTenant in flight at once
 * @param answer how long a backend may be silent, before its answer and within it
 * @param retryPercent how many of the calls of an endpoint that are in flight may be second tries
 * @param retryLeast how many second tries there may be at once in any case
 * @param circuit when calls of an endpoint are refused at once
 * @param converting bytes of bodies that are converted, and of what was made of them, at once
 * @param working bytes of memory that conversions take while they run, at once
 */
public record GatewayLimits(
        int callsPerEndpoint,
        int callsPerTenant,
        Duration answer,
        int retryPercent,
        int retryLeast,
        Circuit circuit,
        long converting,
        long working) {
    /** What conversions may take of the heap while they run. */
    private static final long WORKING = Runtime.getRuntime().maxMemory() / 4;

    /** What holds unless tests want otherwise. */
    public static final GatewayLimits STANDARD = new GatewayLimits(
            100, 400, Duration.ofSeconds(30), 20, 3, new Circuit(100, 20, 50, 10, Duration.ofSeconds(10)));

    /** With the usual room for what is converted: 64 MiB of bodies, and a quarter of the heap while conversions run. */
    public GatewayLimits(
            int callsPerEndpoint,
            int callsPerTenant,
            Duration answer,
            int retryPercent,
            int retryLeast,
            Circuit circuit) {
        this(callsPerEndpoint, callsPerTenant, answer, retryPercent, retryLeast, circuit, 64L << 20, WORKING);
    }

    public GatewayLimits {
        requireNonNull(answer, "answer");
        requireNonNull(circuit, "circuit");
    }

    /**
     * A circuit breaker.
     *
     * @param window how many of the last calls are looked at
     * @param least how many calls there must be before anything is decided
     * @param failurePercent how many of them must have failed for the circuit to open
     * @param probes how many calls are let through to find out whether the backend has recovered
     * @param open how long no call is let through
     */
    public record Circuit(int window, int least, int failurePercent, int probes, Duration open) {
        public Circuit {
            requireNonNull(open, "open");
        }
    }
}
