package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackResult;
import dev.productify.manager.ports.trigger.Dispatch;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What a node has in progress, and how much room that leaves. Safe for use by many threads. */
final class InFlight {
    private final ExecutorLimits limits;
    private final Map<BackendId, Integer> attempts = new HashMap<>();
    private final Map<BackendId, Integer> failures = new HashMap<>();
    private final Queue<Dispatch.Outcome> ended = new ArrayDeque<>();
    private int sending;
    private int unwritten;
    /** Whether what began last filled some room: then there may be more that waits for it. */
    private boolean full;

    InFlight(ExecutorLimits limits) {
        this.limits = limits;
    }

    synchronized void began(BackendId backend) {
        sending++;
        unwritten++;
        int there = attempts.merge(backend, 1, Integer::sum);
        full |= sending >= limits.attempts() || there >= most(backend);
    }

    /** Leaves its room to others. */
    synchronized void ended(Dispatch.Outcome outcome) {
        BackendId backend = outcome.callback().backend().id();
        sending--;
        attempts.computeIfPresent(backend, (id, count) -> count == 1 ? null : count - 1);
        if (outcome.result() == CallbackResult.TAKEN) {
            failures.remove(backend);
        } else {
            failures.merge(backend, 1, Integer::sum);
        }
        ended.add(outcome);
        notifyAll();
    }

    /**
     * Waits until half of what is in progress has ended, where all the room that there was is taken: what is written and taken next
     * is then more at once, and costs less each. Where there is room left nobody waits.
     *
     * @param millis at most, since others may have something to send meanwhile
     */
    synchronized void gather(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; full && ended.size() < sending && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime() + 999_999) / 1_000_000;
        }
    }

    /** Moves what ended, in its order, to those that are to be written, until these are so many. */
    synchronized void moveEnded(List<Dispatch.Outcome> toBeWritten, int most) {
        full = false;
        while (toBeWritten.size() < most && !ended.isEmpty()) {
            toBeWritten.add(ended.remove());
        }
    }

    synchronized void written(int number) {
        unwritten -= number;
        notifyAll();
    }

    synchronized int room() {
        return limits.attempts() - sending;
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

    /** Whether nothing is in progress, and what came of everything is written. */
    synchronized boolean isEmpty() {
        return unwritten == 0;
    }

    /** Wakes whoever waits for something to do. */
    synchronized void wake() {
        notifyAll();
    }

    synchronized void await(long millis) throws InterruptedException {
        wait(Math.max(1, millis));
    }

    /** The same, unless there is something to be written. */
    synchronized void awaitEnded(long millis) throws InterruptedException {
        if (ended.isEmpty()) {
            await(millis);
        }
    }
}
