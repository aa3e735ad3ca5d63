package dev.productify.manager.esb.session;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Something of the provider's that is kept: fetched when it is first asked for, and again once it is no longer fresh. Of many who
 * ask then, one fetches while the others take what is there. What is there outlives a provider that does not answer, but not
 * for ever. However many ask, it is fetched once in a pause at most. Safe for use by many threads.
 */
final class Fetched<T> {
    private final Supplier<T> source;
    private final InstantSource clock;
    private final OidcClient.Limits limits;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Kept<T> kept;
    private Instant tried = Instant.MIN;
    private ManagerException failure;

    private record Kept<T>(T value, Instant since) {}

    /** @param source throws {@link ManagerException} when there is no answer */
    Fetched(Supplier<T> source, InstantSource clock, OidcClient.Limits limits) {
        this.source = source;
        this.clock = clock;
        this.limits = limits;
    }

    /** @throws ManagerException what the source threw, when there is nothing that could be used in its place */
    T get() {
        Kept<T> present = kept;
        Instant now = clock.instant();
        if (present != null && now.isBefore(present.since().plus(limits.fresh()))) {
            return present.value();
        }
        if (present == null || !now.isBefore(present.since().plus(limits.stale()))) {
            return await(now);
        }
        if (lock.tryLock()) {
            try {
                if (mayTry(now)) {
                    fetch(now);
                }
            } catch (ManagerException old) {
                return present.value();
            } finally {
                lock.unlock();
            }
        }
        return kept.value();
    }

    private T await(Instant asked) {
        lock.lock();
        try {
            Kept<T> present = kept;
            if (present != null && asked.isBefore(present.since().plus(limits.stale()))) {
                return present.value();
            }
            if (!mayTry(asked) && failure != null) {
                throw failure;
            }
            return fetch(asked);
        } finally {
            lock.unlock();
        }
    }

    /** Another one than that, for who misses something in it; empty when there is none, or it was fetched just now. */
    Optional<T> otherThan(T lacking) {
        lock.lock();
        try {
            if (kept != null && kept.value() != lacking) {
                return Optional.of(kept.value());
            }
            Instant now = clock.instant();
            return mayTry(now) ? Optional.of(fetch(now)) : Optional.empty();
        } catch (ManagerException unavailable) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayTry(Instant now) {
        return tried.equals(Instant.MIN) || !now.isBefore(tried.plus(limits.pause()));
    }

    private T fetch(Instant now) {
        tried = now;
        try {
            T value = source.get();
            kept = new Kept<>(value, now);
            failure = null;
            return value;
        } catch (ManagerException unavailable) {
            failure = unavailable.retryAfter(limits.pause());
            throw failure;
        }
    }
}
