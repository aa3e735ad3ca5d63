package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    private static final Instant START = Instant.parse("2026-01-31T12:34:56.789Z");

    @Test
    void theFieldsAreThoseOfTheRfc() {
        UuidV7 ids = new UuidV7(InstantSource.fixed(START), new Random(1));

        for (int i = 0; i < 1000; i++) {
            UUID id = ids.get();

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
        }
    }

    @Test
    void theCounterStartsInTheLowerHalf() {
        for (int seed = 0; seed < 200; seed++) {
            UUID first = new UuidV7(InstantSource.fixed(START), new Random(seed)).get();

            assertThat(first.getMostSignificantBits() & 0xfff).isLessThan(2048);
        }
    }

    @Test
    void idsIncreaseWhileTheClockStandsStillFarBeyondWhatOneMillisecondHolds() {
        List<UUID> made = made(InstantSource.fixed(START), 20_000);

        assertIncreasing(made);
        assertThat(made.get(made.size() - 1).getMostSignificantBits() >>> 16).isGreaterThan(START.toEpochMilli());
    }

    @Test
    void idsIncreaseWhileTheClockWalksAndStepsBack() {
        Random steps = new Random(2);
        long[] now = {START.toEpochMilli()};
        InstantSource clock = () -> {
            now[0] += steps.nextInt(21) - 10;
            return Instant.ofEpochMilli(now[0]);
        };

        assertIncreasing(made(clock, 20_000));
    }

    @Test
    void idsIncreaseAfterTheClockFellBackByAYear() {
        long[] now = {START.toEpochMilli()};
        InstantSource clock = () -> Instant.ofEpochMilli(now[0]);
        UuidV7 ids = new UuidV7(clock, new Random(3));
        List<UUID> made = new ArrayList<>(List.of(ids.get()));

        now[0] -= 365L * 24 * 3600 * 1000;
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.get());
        }

        assertIncreasing(made);
    }

    @Test
    void aNewMillisecondIsUsedAtOnce() {
        long[] now = {START.toEpochMilli()};
        UuidV7 ids = new UuidV7(() -> Instant.ofEpochMilli(now[0]), new Random(4));
        ids.get();

        now[0]++;
        UUID next = ids.get();

        assertThat(next.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli() + 1);
    }

    @Test
    void generatorsDoNotClashInTheSameMillisecond() {
        Set<UUID> made = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            UuidV7 ids = new UuidV7(InstantSource.fixed(START), new Random(seed));
            IntStream.range(0, 100).forEach(i -> made.add(ids.get()));
        }

        assertThat(made).hasSize(10_000);
    }

    @Test
    void manyThreadsGetDifferentIds() throws InterruptedException {
        UuidV7 ids = new UuidV7(InstantSource.fixed(START), new Random(5));
        ConcurrentLinkedQueue<UUID> made = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> IntStream.range(0, 5000).forEach(j -> made.add(ids.get()))))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(new HashSet<>(made)).hasSize(20_000);
    }

    private static List<UUID> made(InstantSource clock, int count) {
        UuidV7 ids = new UuidV7(clock, new Random(6));
        return IntStream.range(0, count).mapToObj(i -> ids.get()).toList();
    }

    /** In the order of their texts, which is that of their bytes. */
    private static void assertIncreasing(List<UUID> made) {
        for (int i = 1; i < made.size(); i++) {
            assertThat(made.get(i).toString()).isGreaterThan(made.get(i - 1).toString());
        }
    }
}
