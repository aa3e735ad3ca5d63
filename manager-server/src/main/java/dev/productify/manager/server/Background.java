package dev.productify.manager.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What no request waits for, done on one thread and so with one connection at most: rows of what was denied, uses of tokens.
 * Of more than {@value #MOST_WAITING} that wait the newest are refused, and what fails is logged: nothing may depend on it.
 * Series: {@code background_lost_total}.
 */
final class Background implements Executor, AutoCloseable {
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    /** How long a stop waits for what is still to do. */
    private static final int END_SECONDS = 5;

    private final ThreadPoolExecutor thread;
    private final Counter lost;

    Background(MeterRegistry registry) {
        lost = Counter.builder("background.lost")
                .description("Work in the background that was refused or failed")
                .register(registry);
        thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Background::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "background");
        made.setDaemon(true);
        return made;
    }

    /** @throws RejectedExecutionException when too much is waiting, or after the end */
    @Override
    public void execute(Runnable work) {
        try {
            thread.execute(() -> run(work));
        } catch (RejectedExecutionException full) {
            lost.increment();
            throw full;
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            lost.increment();
            LOG.atWarn().setCause(problem).log("work in the background failed");
        }
    }

    /** What waits is still done, if that takes no longer than a few seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                lost.increment(thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            lost.increment(thread.shutdownNow().size());
            Thread.currentThread().interrupt();
        }
    }
}
