package dev.productify.manager.ports.limits;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.limits.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets each of many do something at a {@link Rate}: so often at once, and then once in a while. It is a leaky bucket, of which
 * the time when it will be empty is all that is kept (the generic cell rate algorithm, ITU-T I.371). Of those who did
 * something only the last ones are remembered, so that memory is bounded whoever comes; who is forgotten begins anew. Safe for use
 * by many threads.
 *
 * <p>After a clock was set back nobody waits longer than after having taken all turns at once.
 *
 * @param <K> who does something
 */
public final class Throttle<K> {
    /** Fewer than that in all are kept in one piece. */
    private static final int LEAST_TO_DIVIDE = 1_024;

    private static final int PARTS = 16;

    private final InstantSource clock;
    private final int burst;
    private final long each;
    private final long full;
    private final Part<K>[] parts;

    /** @param most how many are remembered */
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know nothing of K
    public Throttle(InstantSource clock, Rate rate, int most) {
        this.clock = requireNonNull(clock, "clock");
        this.burst = rate.burst();
        this.each = rate.eachNanos();
        this.full = rate.fullNanos();
        this.parts = new Part[most < LEAST_TO_DIVIDE ? 1 : PARTS];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part<>(most / parts.length);
        }
    }

    /**
     * What became of a turn.
     *
     * @param admitted whether it was there to be taken
     * @param remaining how many more are there to be taken at once
     * @param untilNext until there is a further one; zero while some remain
     * @param untilFull until all are there again
     */
    public record Turn(boolean admitted, long remaining, Duration untilNext, Duration untilFull) {}

    /** Takes a turn, if there is one. */
    public Turn take(K who) {
        long now = now();
        Part<K> part = part(who);
        synchronized (part) {
            long debt = debt(part, who, now);
            boolean admitted = debt + each <= full;
            if (admitted) {
                debt += each;
                part.emptyAt.put(who, now + debt);
            }
            return turn(admitted, debt);
        }
    }

    private Turn turn(boolean admitted, long debt) {
        long remaining = (full - debt) / each;
        long wait = Math.max(0, debt + each - full);
        return new Turn(admitted, remaining, Duration.ofNanos(wait), Duration.ofNanos(debt));
    }

    /** How long that one has to wait before a further turn; empty when not at all. */
    public Optional<Duration> wait(K who) {
        long now = now();
        Part<K> part = part(who);
        synchronized (part) {
            long wait = debt(part, who, now) + each - full;
            return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
        }
    }

    /** Takes a turn, whether there is one or not. */
    public void count(K who) {
        long now = now();
        Part<K> part = part(who);
        synchronized (part) {
            part.emptyAt.put(who, now + Math.min(full, debt(part, who, now) + each));
        }
    }

    /** How many are remembered. */
    public int size() {
        int size = 0;
        for (Part<K> part : parts) {
            synchronized (part) {
                size += part.emptyAt.size();
            }
        }
        return size;
    }

    /** In nanoseconds until the bucket is empty; never more than what it holds. */
    private long debt(Part<K> part, K who, long now) {
        Long empty = part.emptyAt.get(who);
        if (empty == null || empty <= now) {
            return 0;
        }
        if (empty - now > full) {
            part.emptyAt.put(who, now + full); // the clock was set back
            return full;
        }
        return empty - now;
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private Part<K> part(K who) {
        if (parts.length == 1) {
            return parts[0];
        }
        int hash = who.hashCode() * 0x9E3779B9; // neighbours come into different parts
        return parts[hash >>> 28];
    }

    /** Some of them, with a lock of their own. */
    private static final class Part<K> {
        private final LinkedHashMap<K, Long> emptyAt;

        Part(int most) {
            emptyAt = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
                    return size() > most;
                }
            };
        }
    }
}
