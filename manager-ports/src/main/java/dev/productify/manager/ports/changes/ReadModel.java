package dev.productify.manager.ports.changes;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Copies of what the database holds, by key, for what is asked far more often than it changes.
 *
 * <ul>
 *   <li>A copy is dropped when a {@link Change} comes that it depends on. What a change overtook while it was being
 *       loaded is not kept, and nobody who asks after that change is given it.
 *   <li>While changes are not {@linkplain Changes#audible audible} nothing is taken from memory and nothing is kept: each
 *       question goes to the database.
 *   <li>Many who ask for the same key at once cause one load.
 *   <li>Only what was found is kept, and at most a fixed number of copies: asking for what does not exist fills nothing
 *       and drives nothing out. What was not asked for lately goes first.
 * </ul>
 *
 * <p>Safe for use by many threads; an answer from memory takes no lock.
 *
 * @param <V> must be immutable, since all who ask share it
 */
public final class ReadModel<K, V> {
    /** What is loaded while more than this changes is not kept. */
    private static final int MOST_CHANGES_DURING_A_LOAD = 100;

    private final String name;
    private final long most;
    private final ToLongFunction<V> weights;
    private final Changes changes;
    private final Function<K, Optional<V>> loader;
    private final BiFunction<K, V, Set<Change>> dependencies;

    private final Map<K, Copy<V>> copies = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder bypasses = new LongAdder();

    /** Guards all below, and every change of {@link #copies}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<K> order = new LinkedHashSet<>();
    private long weight;
    private final Map<Change, Set<K>> dependants = new HashMap<>();
    private final Set<Load<V>> loads = new HashSet<>();
    private final Map<K, Load<V>> joinable = new HashMap<>();

    /**
     * An empty one, which listens to changes from now on.
     *
     * @param name for metrics: a word in lower case
     * @param most copies that are kept, at least 1
     * @param loader asks the database; runs on the thread of one who asks, and may throw
     * @param dependencies the changes by which a copy is outdated, each with the key of one thing
     */
    public ReadModel(
            String name,
            int most,
            Changes changes,
            Function<K, Optional<V>> loader,
            BiFunction<K, V, Set<Change>> dependencies) {
        this(name, most, copy -> 1, changes, loader, dependencies);
    }

    /**
     * One whose copies differ so much in size that their number alone bounds nothing.
     *
     * @param most what the copies that are kept weigh together, at least 1; what weighs more by itself is never kept
     * @param weights what a copy weighs, at least 1
     */
    public ReadModel(
            String name,
            long most,
            ToLongFunction<V> weights,
            Changes changes,
            Function<K, Optional<V>> loader,
            BiFunction<K, V, Set<Change>> dependencies) {
        if (most < 1) {
            throw new IllegalArgumentException("a read model keeps at least one copy");
        }
        this.name = requireNonNull(name, "name");
        this.most = most;
        this.weights = requireNonNull(weights, "weights");
        this.changes = requireNonNull(changes, "changes");
        this.loader = requireNonNull(loader, "loader");
        this.dependencies = requireNonNull(dependencies, "dependencies");
        changes.subscribe(this::drop);
    }

    /** What there is under that key by now; a copy that was made before is dropped. */
    public Optional<V> renewed(K key) {
        lock.lock();
        try {
            if (copies.containsKey(key)) {
                remove(key);
            }
        } finally {
            lock.unlock();
        }
        return get(key);
    }

    /** What there is under that key; throws what the loader throws. */
    public Optional<V> get(K key) {
        // First of all: a copy that is looked at after this holds all that was told before it.
        if (!changes.audible()) {
            bypasses.increment();
            return loader.apply(key);
        }
        Copy<V> copy = copies.get(key);
        if (copy == null) {
            return miss(key);
        }
        hits.increment();
        copy.use();
        return Optional.of(copy.value);
    }

    private Optional<V> miss(K key) {
        misses.increment();
        Load<V> mine = new Load<>();
        Load<V> others;
        lock.lock();
        try {
            Copy<V> meanwhile = copies.get(key);
            if (meanwhile != null) {
                return Optional.of(meanwhile.value);
            }
            others = joinable.putIfAbsent(key, mine);
            if (others == null) {
                loads.add(mine);
            }
        } finally {
            lock.unlock();
        }
        return others == null ? load(key, mine) : others.await();
    }

    private Optional<V> load(K key, Load<V> load) {
        try {
            Optional<V> found = loader.apply(key);
            end(key, load, found);
            load.result.complete(found);
            return found;
        } catch (RuntimeException | Error failure) {
            end(key, load, Optional.empty());
            load.result.completeExceptionally(failure);
            throw failure;
        }
    }

    private void end(K key, Load<V> load, Optional<V> found) {
        lock.lock();
        try {
            if (loads.remove(load)) {
                joinable.remove(key, load);
                found.ifPresent(value -> keep(key, value, load));
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(K key, V value, Load<V> load) {
        Set<Change> outdating = Set.copyOf(dependencies.apply(key, value));
        if (load.isOvertakenBy(outdating)) {
            return;
        }
        if (copies.containsKey(key)) {
            // Two loads of it were under way, since a change that concerns neither came between them.
            remove(key);
        }
        Copy<V> copy = new Copy<>(value, outdating, weights.applyAsLong(value));
        if (copy.weight > most) {
            return;
        }
        while (weight + copy.weight > most) {
            remove(leastUsed());
        }
        copies.put(key, copy);
        order.add(key);
        weight += copy.weight;
        outdating.forEach(change ->
                dependants.computeIfAbsent(change, first -> new HashSet<>()).add(key));
    }

    /** The oldest one that was not asked for since it was last looked at here: "second chance". */
    private K leastUsed() {
        for (int left = order.size(); left > 0; left--) {
            K oldest = order.iterator().next();
            if (!copies.get(oldest).wasUsed()) {
                return oldest;
            }
            order.remove(oldest);
            order.add(oldest);
        }
        return order.iterator().next();
    }

    private void drop(Change change) {
        lock.lock();
        try {
            // Whoever asks from now on must not be given what was loaded before.
            joinable.clear();
            loads.forEach(load -> load.overtakenBy(change));
            if (change.key().equals(Change.ALL)) {
                List.copyOf(dependants.keySet()).stream().filter(change::covers).forEach(this::dropDependants);
            } else {
                dropDependants(change);
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropDependants(Change change) {
        Set<K> outdated = dependants.get(change);
        if (outdated != null) {
            List.copyOf(outdated).forEach(this::remove);
        }
    }

    private void remove(K key) {
        Copy<V> copy = copies.remove(key);
        order.remove(key);
        weight -= copy.weight;
        copy.outdating.forEach(change -> dependants.computeIfPresent(change, (same, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        }));
    }

    public String name() {
        return name;
    }

    /** How many copies are kept now. */
    public int size() {
        return copies.size();
    }

    /** How many answers came from memory. */
    public long hits() {
        return hits.sum();
    }

    /** How many questions found no copy; of those for one key at once, one went to the database. */
    public long misses() {
        return misses.sum();
    }

    /** How many questions went to the database since changes were not audible. */
    public long bypasses() {
        return bypasses.sum();
    }

    private static final class Copy<V> {
        private final V value;
        private final Set<Change> outdating;
        private final long weight;
        private volatile boolean used;

        private Copy(V value, Set<Change> outdating, long weight) {
            this.value = value;
            this.outdating = outdating;
            this.weight = weight;
        }

        private void use() {
            // Looked at first, so that threads which read the same copy do not take the cache line from one another.
            if (!used) {
                used = true;
            }
        }

        private boolean wasUsed() {
            boolean was = used;
            used = false;
            return was;
        }
    }

    /** A load under way, and what changed meanwhile. */
    private static final class Load<V> {
        private final CompletableFuture<Optional<V>> result = new CompletableFuture<>();
        private final Set<Change> changed = new HashSet<>();

        private void overtakenBy(Change change) {
            changed.add(changed.size() < MOST_CHANGES_DURING_A_LOAD ? change : Change.EVERYTHING);
        }

        private boolean isOvertakenBy(Set<Change> outdating) {
            return outdating.stream().anyMatch(one -> changed.stream().anyMatch(change -> change.covers(one)));
        }

        private Optional<V> await() {
            try {
                return result.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw (Error) failed.getCause();
            }
        }
    }
}
