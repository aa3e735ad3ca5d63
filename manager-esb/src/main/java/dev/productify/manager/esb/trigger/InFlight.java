package dev.productify.manager.esb.trigger;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.backend.CallbackResult;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.Dispatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * What a node has taken: what is in progress, what is next, and how much room that leaves. Of a backend that answers, about as much
 * is taken ahead as it took since it was last looked, so that nobody waits for the database when an attempt has ended; of one that
 * does not, nothing. Safe for use by many threads.
 */
final class InFlight {
    private final ExecutorLimits limits;
    /** In progress. */
    private final Map<BackendId, Integer> attempts = new HashMap<>();
    /** Taken and not begun. */
    private final Map<BackendId, Integer> waiting = new HashMap<>();

    private final Map<BackendId, Integer> failures = new HashMap<>();
    /** What each backend took between the last two looks, and since the last one. */
    private Map<BackendId, Integer> pace = Map.of();

    private Map<BackendId, Integer> done = new HashMap<>();
    private final Queue<Callback> next = new ArrayDeque<>();
    private final Queue<Dispatch.Outcome> ended = new ArrayDeque<>();
    private int sending;
    private int unwritten;
    /** Whether what was taken last filled some room: then there may be more that waits for it. */
    private boolean full;

    InFlight(ExecutorLimits limits) {
        this.limits = limits;
    }

    synchronized void taken(List<Callback> callbacks) {
        callbacks.forEach(callback -> waiting.merge(callback.backend().id(), 1, Integer::sum));
        next.addAll(callbacks);
        unwritten += callbacks.size();
        full |= sending + next.size() >= limits.attempts()
                || callbacks.stream()
                        .map(callback -> callback.backend().id())
                        .anyMatch(backend -> there(backend) >= most(backend));
    }

    /** What may begin now, in the order in which it was taken; from now on it is in progress. */
    synchronized List<Callback> begin() {
        List<Callback> begun = new ArrayList<>();
        for (Iterator<Callback> each = next.iterator(); each.hasNext() && sending < limits.attempts(); ) {
            Callback callback = each.next();
            BackendId backend = callback.backend().id();
            // Not fewer at one that began to fail meanwhile: what was taken comes to its end.
            if (attempts.getOrDefault(backend, 0) < limits.attemptsPerBackend()) {
                each.remove();
                less(waiting, backend);
                attempts.merge(backend, 1, Integer::sum);
                sending++;
                begun.add(callback);
            }
        }
        return begun;
    }

    /** Leaves its room to others. */
    synchronized void ended(Dispatch.Outcome outcome) {
        BackendId backend = outcome.callback().backend().id();
        sending--;
        less(attempts, backend);
        if (outcome.result() == CallbackResult.TAKEN) {
            failures.remove(backend);
            done.merge(backend, 1, Integer::sum);
        } else {
            failures.merge(backend, 1, Integer::sum);
        }
        ended.add(outcome);
        notifyAll();
    }

    private static void less(Map<BackendId, Integer> counts, BackendId backend) {
        counts.computeIfPresent(backend, (id, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Waits until so much has ended as is half of what is in progress, where all the room that there was is taken: what is written and
     * taken next is then more at once, and costs less each. Where there is room left nobody waits.
     *
     * @param millis at most, since others may have something to send meanwhile
     */
    synchronized void gather(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; full && 2 * ended.size() < sending + next.size() && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime() + 999_999) / 1_000_000;
        }
    }

    /** Moves what ended, in its order, to those that are to be written, until these are so many. */
    synchronized void moveEnded(List<Dispatch.Outcome> toBeWritten, int most) {
        full = false;
        pace = done;
        done = new HashMap<>();
        while (toBeWritten.size() < most && !ended.isEmpty()) {
            toBeWritten.add(ended.remove());
        }
    }

    synchronized void written(int number) {
        unwritten -= number;
        notifyAll();
    }

    /** How many more may be taken. */
    synchronized int room() {
        int ahead = pace.keySet().stream().mapToInt(this::ahead).sum();
        return Math.max(0, limits.attempts() + Math.min(ahead, limits.attempts()) - sending - next.size());
    }

    /** The room of those backends that have not the usual one. */
    synchronized Map<BackendId, Integer> rooms() {
        Map<BackendId, Integer> rooms = new HashMap<>();
        failures.forEach((backend, count) -> {
            if (count >= ExecutorLimits.FAILURES) {
                rooms.put(backend, most(backend));
            }
        });
        for (Map<BackendId, Integer> some : List.of(attempts, waiting, pace)) {
            some.keySet().forEach(backend -> rooms.put(backend, Math.max(0, most(backend) - there(backend))));
        }
        return rooms;
    }

    private int there(BackendId backend) {
        return attempts.getOrDefault(backend, 0) + waiting.getOrDefault(backend, 0);
    }

    /** In progress and ahead. */
    private int most(BackendId backend) {
        return isFailing(backend)
                ? Math.min(ExecutorLimits.ATTEMPTS_AT_FAILING, limits.attemptsPerBackend())
                : limits.attemptsPerBackend() + ahead(backend);
    }

    private int ahead(BackendId backend) {
        return isFailing(backend) ? 0 : Math.min(pace.getOrDefault(backend, 0), limits.attemptsPerBackend());
    }

    private boolean isFailing(BackendId backend) {
        return failures.getOrDefault(backend, 0) >= ExecutorLimits.FAILURES;
    }

    /** Whether nothing is in progress or next, and what came of everything is written. */
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
