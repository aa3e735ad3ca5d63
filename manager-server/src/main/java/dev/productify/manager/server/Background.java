package dev.productify.manager.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What no request waits for, done on one thread. What does not fit the queue is refused, and what fails is logged: nothing
 * may depend on it.
 */
final class Background implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final int WAITING = 1_000;
    /** How long a stop waits for what is still to do. */
    private static final int END_SECONDS = 2;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                Thread made = new Thread(work, "background");
                made.setDaemon(true);
                return made;
            });

    /** @throws java.util.concurrent.RejectedExecutionException when too much is waiting, or after the end */
    @Override
    public void execute(Runnable work) {
        thread.execute(() -> run(work));
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            LOG.atWarn().setCause(problem).log("work in the background failed");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
