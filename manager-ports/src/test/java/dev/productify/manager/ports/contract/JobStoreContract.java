package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.ports.job.Jobs;
import dev.productify.manager.ports.job.PeriodicJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A job runs once in its period, whoever asks, and a run that fails leaves it due. */
@Timeout(60)
public abstract class JobStoreContract extends StoreContract {
    private static final Duration LONG = Duration.ofHours(1);

    private final String name = "job-" + newWord();
    private final AtomicInteger runs = new AtomicInteger();

    private Jobs jobs() {
        return new Jobs(transactions());
    }

    private PeriodicJob job(Duration period, boolean more) {
        return new PeriodicJob(name, period, stores -> {
            runs.incrementAndGet();
            return new PeriodicJob.Turn(more, () -> {});
        });
    }

    @Test
    void aJobIsDueAtOnceAndThenAfterItsPeriod() throws InterruptedException {
        assertThat(jobs().run(job(LONG, false)).ran()).isTrue();
        assertThat(jobs().run(job(LONG, false)).ran()).isFalse();
        assertThat(jobs().run(job(LONG, false)).sinceSuccess()).isPresent();
        assertThat(runs).hasValue(1);

        change(PLATFORM, stores -> stores.jobs().dueNow(name));
        assertThat(jobs().run(job(Duration.ofMillis(1), false)).ran()).isTrue();
        Thread.sleep(5);
        assertThat(jobs().run(job(LONG, false)).ran()).isTrue();
        assertThat(runs).hasValue(3);
    }

    @Test
    void aJobWithMoreToDoIsDueAtOnce() {
        Jobs.Outcome first = jobs().run(job(LONG, true));
        Jobs.Outcome second = jobs().run(job(LONG, false));

        assertThat(first.more()).isTrue();
        assertThat(second.ran()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(jobs().run(job(LONG, false)).ran()).isFalse();
    }

    @Test
    void aRunThatFailsWritesNothingAndLeavesTheJobDue() {
        String other = "job-" + newWord();
        PeriodicJob failing = new PeriodicJob(name, LONG, stores -> {
            stores.jobs().take(other, LONG);
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> jobs().run(failing)).hasMessage("broken");

        assertThat(read(PLATFORM, stores -> stores.jobs().sinceSuccess(name)).isPresent())
                .isFalse();
        assertThat(read(PLATFORM, stores -> stores.jobs().sinceSuccess(other)).isPresent())
                .isFalse();
        assertThat(jobs().run(job(LONG, false)).ran()).isTrue();
    }

    @Test
    void whatIsDoneAfterwardsIsDoneOnceTheTransactionHasEnded() {
        List<Boolean> seen = new ArrayList<>();
        PeriodicJob job = new PeriodicJob(
                name,
                LONG,
                stores -> new PeriodicJob.Turn(
                        false,
                        () -> seen.add(read(PLATFORM, later -> later.jobs().sinceSuccess(name))
                                .isPresent())));

        jobs().run(job);
        jobs().run(job);

        assertThat(seen).containsExactly(true);
    }

    @Test
    void ofManyWhoAskAtOnceOneRuns() throws InterruptedException {
        jobs().run(job(LONG, true));
        CountDownLatch together = new CountDownLatch(1);
        List<Thread> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread node = new Thread(() -> {
                try {
                    together.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                jobs().run(job(LONG, false));
            });
            node.start();
            nodes.add(node);
        }
        together.countDown();
        for (Thread node : nodes) {
            node.join();
        }

        assertThat(runs).hasValue(2);
    }

    @Test
    void onlyThePlatformHasJobs() {
        assertThatThrownBy(() ->
                        change(at(kept(project())), stores -> stores.jobs().take(name, LONG)))
                .isInstanceOf(RuntimeException.class);
        assertThat(jobs().run(job(LONG, false)).ran()).isTrue();
    }
}
