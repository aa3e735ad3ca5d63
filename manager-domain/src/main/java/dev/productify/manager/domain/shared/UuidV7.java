package dev.productify.manager.domain.shared;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then a counter of 12 bits that
 * starts at a random value below 2048 in every millisecond (method 1 of section 6.2), then 62 random bits. Ids of one
 * generator are strictly increasing, also when the clock steps back; ids of several generators do not clash. Safe for
 * use by many threads.
 */
public final class UuidV7 implements Supplier<UUID> {
    private static final int COUNTER_LIMIT = 1 << 12;
    private static final int COUNTER_START_LIMIT = 1 << 11;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_BITS = 0x3fff_ffff_ffff_ffffL;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis = -1;
    private int counter;

    /** @param random unpredictable where ids must not be guessed ({@code SecureRandom}), seeded in tests */
    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    @Override
    public UUID get() {
        long low = random.nextLong() & RANDOM_BITS | VARIANT;
        return new UUID(nextHigh(), low);
    }

    private synchronized long nextHigh() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTER_START_LIMIT);
        } else if (++counter == COUNTER_LIMIT) {
            // More than the counter holds in one millisecond: borrow the next one.
            lastMillis++;
            counter = random.nextInt(COUNTER_START_LIMIT);
        }
        return lastMillis << 16 | VERSION | counter;
    }
}
