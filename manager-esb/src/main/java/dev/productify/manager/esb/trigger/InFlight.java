package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.backend.BackendId;
import java.util.HashMap;
import java.util.Map;

/** What a node has in progress, and how much room that leaves. Safe for use by many threads. */
final class InFlight {
    private final ExecutorLimits limits;
    private final Map<BackendId, Integer> attempts = new HashMap<>();
    private final Map<BackendId, Integer> failures = new HashMap<>();
    private int all;

    InFlight(ExecutorLimits limits) {
        this.limits = limits;
    }

    synchronized void began(BackendId backend) {
        all++;
        attempts.merge(backend, 1, Integer::sum);
    }

    synchronized void ended(BackendId backend, boolean well) {
        all--;
        attempts.computeIfPresent(backend, (id, count) -> count == 1 ? null : count - 1);
        if (well) {
            failures.remove(backend);
        } else {
            failures.merge(backend, 1, Integer::sum);
        }
        notifyAll();
    }

    synchronized int room() {
        return limits.attempts() - all;
    }

    /** The room of those backends that have not the usual one. */
    synchronized Map<BackendId, Integer> rooms() {
        Map<BackendId, Integer> rooms = new HashMap<>();
        failures.forEach((backend, count) -> {
            if (count >= ExecutorLimits.FAILURES) {
                rooms.put(backend, most(backend));
            }
        });
        attempts.forEach((backend, count) -> rooms.put(backend, Math.max(0, most(backend) - count)));
        return rooms;
    }

    private int most(BackendId backend) {
        boolean failing = failures.getOrDefault(backend, 0) >= ExecutorLimits.FAILURES;
        return failing
                ? Math.min(ExecutorLimits.ATTEMPTS_AT_FAILING, limits.attemptsPerBackend())
                : limits.attemptsPerBackend();
    }

    synchronized boolean isEmpty() {
        return all == 0;
    }

    /** Wakes whoever waits for something to do. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void await(long millis) throws InterruptedException {
        wait(Math.max(1, millis));
    }
}
