package dev.productify.manager.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TickingTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aJobThatFailsIsCountedAndRunsAgain() throws Exception {
        CountDownLatch succeeded = new CountDownLatch(2);
        AtomicInteger runs = new AtomicInteger();
        PeriodicJob job = job(() -> {
            if (runs.incrementAndGet() <= 2) {
                throw new IllegalStateException("broken");
            }
            succeeded.countDown();
        });

        try (Ticking ticking = ticking(job)) {
            ticking.start();
            assertThat(succeeded.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(count("failure")).isEqualTo(2);
        assertThat(count("success")).isGreaterThanOrEqualTo(2).isEqualTo(runs.get() - 2);
        assertThat(registry.get("jobs.removed.rows").tag("job", "job").counter().count())
                .isEqualTo(7.0 * (runs.get() - 2));
        assertThat(registry.get("jobs.last.success.age").gauge().value()).isBetween(0.0, 30.0);
    }

    @Test
    void nothingRunsBeforeTheStartOrAfterTheEndAndWhatRunsIsAwaited() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        Ticking ticking = ticking(job(() -> {
            runs.incrementAndGet();
            running.countDown();
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
            ended.set(true);
        }));
        assertThat(running.await(50, TimeUnit.MILLISECONDS)).isFalse();

        ticking.start();
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        ticking.close();

        assertThat(ended).isTrue();
        int before = runs.get();
        Thread.sleep(50);
        assertThat(runs).hasValue(before);
    }

    @Test
    void oneThatWasNeverStartedClosesAtOnce() {
        Ticking ticking = ticking(job(() -> {}));

        ticking.close();
        ticking.close();

        assertThat(registry.getMeters()).isEmpty();
    }

    private Ticking ticking(PeriodicJob job) {
        return new Ticking(TickingTest::run, List.of(job), new JobMetrics(registry));
    }

    /** As if it were due each time. */
    private static Jobs.Outcome run(PeriodicJob job) {
        PeriodicJob.Turn turn = job.work().run(null);
        return new Jobs.Outcome(true, turn.more(), turn.removed(), Optional.of(Duration.ZERO));
    }

    private static PeriodicJob job(Runnable work) {
        return new PeriodicJob("job", Duration.ofMillis(2), stores -> {
            work.run();
            return new PeriodicJob.Turn(false, 7, () -> {});
        });
    }

    private long count(String outcome) {
        return registry.get("jobs.runs").tag("outcome", outcome).timer().count();
    }
}
