package dev.productify.manager.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BackgroundTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatIsTooMuchIsDroppedAtOnceAndTheRestIsDoneBeforeTheEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Background background = new Background(registry);
        background.execute(() -> {
            begun.countDown();
            await(held);
            done.incrementAndGet();
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < Background.MOST_WAITING; i++) {
            background.execute(done::incrementAndGet);
        }

        assertThatThrownBy(() -> background.execute(done::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
        held.countDown();
        background.close();

        assertThat(done).hasValue(1 + Background.MOST_WAITING);
        assertThat(lost()).isEqualTo(1);
        assertThatThrownBy(() -> background.execute(done::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void oneThatFailsIsCountedAndTheNextIsDone() {
        Background background = new Background(registry);
        background.execute(() -> {
            throw new IllegalStateException("no database");
        });
        background.execute(done::incrementAndGet);
        background.close();

        assertThat(done).hasValue(1);
        assertThat(lost()).isEqualTo(1);
    }

    private double lost() {
        return registry.get("background.lost").counter().count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
