package dev.productify.manager.server.audit;

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
class DenialWriterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void whatIsTooMuchIsDroppedAtOnceAndTheRestIsWrittenBeforeTheEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        DenialWriter writer = new DenialWriter(registry);
        writer.execute(() -> {
            begun.countDown();
            await(held);
            written.incrementAndGet();
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < DenialWriter.MOST_WAITING; i++) {
            writer.execute(written::incrementAndGet);
        }

        assertThatThrownBy(() -> writer.execute(written::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
        held.countDown();
        writer.close();

        assertThat(written).hasValue(1 + DenialWriter.MOST_WAITING);
        assertThat(lost()).isEqualTo(1);
        assertThatThrownBy(() -> writer.execute(written::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void oneThatFailsIsCountedAndTheNextIsWritten() {
        DenialWriter writer = new DenialWriter(registry);
        writer.execute(() -> {
            throw new IllegalStateException("no database");
        });
        writer.execute(written::incrementAndGet);
        writer.close();

        assertThat(written).hasValue(1);
        assertThat(lost()).isEqualTo(1);
    }

    private double lost() {
        return registry.get("audit.denied.lost").counter().count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
