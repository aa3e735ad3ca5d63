package dev.productify.manager.ports.signin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Notes when something was last used, at most once a minute for each, so that a service which calls a thousand times a
 * second costs one write a minute. Safe for use by many threads.
 *
 * @param <I> the ids of what is used
 */
public final class LastUses<I> {
    public static final Duration PRECISION = Duration.ofMinutes(1);

    /** Above this all is forgotten; the price is a write too many for each. */
    private static final int MOST = 20_000;

    private final InstantSource clock;
    private final Executor background;
    private final BiConsumer<I, Instant> write;
    private final Map<I, Instant> written = new ConcurrentHashMap<>();

    /**
     * @param background runs what writes; its failures, and its refusals to run, are of no consequence
     * @param write keeps the time
     */
    public LastUses(InstantSource clock, Executor background, BiConsumer<I, Instant> write) {
        this.clock = requireNonNull(clock, "clock");
        this.background = requireNonNull(background, "background");
        this.write = requireNonNull(write, "write");
    }

    public void used(I id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant before = written.get(id);
        if (before != null && now.isBefore(before.plus(PRECISION))) {
            return;
        }
        if (written.size() >= MOST) {
            written.clear();
        }
        // Of several at once, one writes.
        boolean mine = before == null ? written.putIfAbsent(id, now) == null : written.replace(id, before, now);
        if (mine) {
            note(id, now);
        }
    }

    private void note(I id, Instant time) {
        try {
            background.execute(() -> write.accept(id, time));
        } catch (RuntimeException e) {
            // Too busy, stopping, or without a database: the next use after a minute notes it again.
        }
    }
}
