package dev.productify.manager.jdbc.tx;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Refuses a transaction inside another one of the same thread. Such a one would take a second connection while it holds
 * the first, which can starve the pool, and would not see what the outer one wrote.
 */
final class ThreadGuard {
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    <R> R alone(Supplier<R> work) {
        Thread thread = Thread.currentThread();
        if (!inside.add(thread)) {
            throw new IllegalStateException("a transaction was opened inside another one");
        }
        try {
            return work.get();
        } finally {
            inside.remove(thread);
        }
    }
}
