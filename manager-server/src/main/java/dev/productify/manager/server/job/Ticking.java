package dev.productify.manager.server.job;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for each periodic job, once in its period, whether it is this node's turn. The database knows when it is and keeps
 * nodes apart; here is only the clock, one thread for all jobs.
 */
public final class Ticking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticking.class);
    /** After a start nobody waits longer for jobs with long periods, which may be due for a while. */
    private static final Duration LONGEST_FIRST_WAIT = Duration.ofSeconds(10);
    /** Statements end after 10 s, so a turn that was told to stop ends by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Function<PeriodicJob, Jobs.Outcome> jobs;
    private final List<PeriodicJob> periodic;
    private final JobMetrics metrics;
    private final ScheduledExecutorService clock;
    private volatile boolean stopping;

    /**
     * Does not begin to tick yet.
     *
     * @param jobs runs a job if it is due: {@link Jobs#run}
     */
    public Ticking(Function<PeriodicJob, Jobs.Outcome> jobs, List<PeriodicJob> periodic, JobMetrics metrics) {
        this.jobs = jobs;
        this.periodic = List.copyOf(periodic);
        this.metrics = metrics;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "jobs");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        for (PeriodicJob job : periodic) {
            Duration period = job.period();
            Duration first = period.compareTo(LONGEST_FIRST_WAIT) < 0 ? period : LONGEST_FIRST_WAIT;
            clock.scheduleWithFixedDelay(
                    () -> tick(job), first.toMillis(), Math.max(1, period.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void tick(PeriodicJob job) {
        boolean more = true;
        while (more && !stopping) {
            more = run(job);
        }
    }

    /** @return whether to ask again at once; whatever goes wrong, the next tick comes */
    private boolean run(PeriodicJob job) {
        long start = System.nanoTime();
        try {
            Jobs.Outcome outcome = jobs.apply(job);
            metrics.seen(job.name(), outcome, Duration.ofNanos(System.nanoTime() - start));
            return outcome.more();
        } catch (Throwable failure) {
            metrics.failed(job.name(), Duration.ofNanos(System.nanoTime() - start));
            boolean known = failure instanceof ManagerException refusal && refusal.code() == ErrorCode.UNAVAILABLE;
            LOG.atWarn()
                    .addKeyValue("job", job.name())
                    .setCause(known ? null : failure)
                    .log("a periodic job failed and stays due: {}", failure.getMessage());
            return false;
        }
    }

    /** What is running ends; nothing begins any more. */
    @Override
    public void close() {
        stopping = true;
        clock.shutdown();
        try {
            if (!clock.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A periodic job does not end; it is undone and will be due again");
                clock.shutdownNow();
            }
        } catch (InterruptedException e) {
            clock.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
