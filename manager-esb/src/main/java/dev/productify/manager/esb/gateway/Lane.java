package dev.productify.manager.esb.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is known of one endpoint: its calls in flight, its second tries, and, once a call has failed, its circuit. */
final class Lane {
    /** How a call ended, as far as it tells something about the backend. */
    enum Outcome {
        ANSWERED,
        FAILED,
        /** The caller left, or was refused. */
        UNKNOWN
    }

    private static final Exception FAILURE = new BusException(BusError.BACKEND_UNREACHABLE);

    private final GatewayLimits limits;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger secondTries = new AtomicInteger();
    private volatile CircuitBreaker circuit;

    Lane(GatewayLimits limits) {
        this.limits = limits;
    }

    /** Takes a place for a call, to be given back by {@link #leave}; false when all are taken. */
    boolean enter() {
        if (calls.incrementAndGet() > limits.callsPerEndpoint()) {
            calls.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        calls.decrementAndGet();
    }

    int calls() {
        return calls.get();
    }

    /** Whether the circuit is not closed. */
    boolean isOpen() {
        CircuitBreaker known = circuit;
        return known != null && known.getState() != CircuitBreaker.State.CLOSED;
    }

    boolean isIdle() {
        return calls.get() == 0 && !isOpen();
    }

    /** Whether the circuit lets a call through; after a yes {@link #ended} must be called. */
    boolean permits() {
        CircuitBreaker known = circuit;
        return known == null || known.tryAcquirePermission();
    }

    void ended(Outcome outcome, long nanos) {
        CircuitBreaker known = outcome == Outcome.FAILED ? made() : circuit;
        if (known == null) {
            return;
        }
        switch (outcome) {
            case ANSWERED -> known.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case FAILED -> known.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
            case UNKNOWN -> known.releasePermission();
        }
    }

    /** Only when a call fails for the first time: most endpoints never need one, and it takes some kilobytes. */
    private CircuitBreaker made() {
        CircuitBreaker known = circuit;
        if (known == null) {
            synchronized (this) {
                known = circuit;
                if (known == null) {
                    known = CircuitBreaker.of("endpoint", rules());
                    circuit = known;
                }
            }
        }
        return known;
    }

    private CircuitBreakerConfig rules() {
        GatewayLimits.Circuit rule = limits.circuit();
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(rule.window())
                .minimumNumberOfCalls(rule.least())
                .failureRateThreshold(rule.failurePercent())
                .permittedNumberOfCallsInHalfOpenState(rule.probes())
                .waitDurationInOpenState(rule.open())
                .build();
    }

    /** Takes a second try out of the budget, to be given back by {@link #triedAgain}; false when it is used up. */
    boolean mayTryAgain() {
        int budget = Math.max(limits.retryLeast(), calls.get() * limits.retryPercent() / 100);
        if (secondTries.incrementAndGet() > budget) {
            secondTries.decrementAndGet();
            return false;
        }
        return true;
    }

    void triedAgain() {
        secondTries.decrementAndGet();
    }
}
