package dev.productify.manager.server.audit;

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
 * Writes denied rows on one thread, so that they take one connection at most, however much is refused. Of more than
 * {@value #MOST_WAITING} that wait the newest are dropped. Series: {@code audit_denied_lost_total}.
 */
public final class DenialWriter implements Executor, AutoCloseable {
    static final int MOST_WAITING = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(DenialWriter.class);
    private static final int PATIENCE_SECONDS = 5;

    private final ThreadPoolExecutor thread;
    private final Counter lost;

    public DenialWriter(MeterRegistry registry) {
        lost = Counter.builder("audit.denied.lost")
                .description("Denied rows that could not be written")
                .register(registry);
        thread = new ThreadPoolExecutor(
                1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), DenialWriter::daemon);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "denials");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws RejectedExecutionException when too many wait, or it was closed */
    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException full) {
            lost.increment();
            throw full;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            lost.increment();
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("a denied row could not be written");
        }
    }

    /** What waits is written, if that takes no longer than a few seconds. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                lost.increment(thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
