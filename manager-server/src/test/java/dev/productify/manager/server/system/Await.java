package dev.productify.manager.server.system;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes about by itself, and never for ever. */
public final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

    private Await() {}

    /** Returns when it holds. */
    public static void until(String what, Duration most, Callable<Boolean> holds) throws Exception {
        value(what, most, () -> holds.call() ? Optional.of(true) : Optional.empty());
    }

    /** What is there at last. */
    public static <T> T value(String what, Duration most, Callable<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> found = look.call();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new AssertionError("Not within " + most.toMillis() + " ms: " + what);
    }
}
