package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Transactions over rows in memory. They keep the whole contract, rollback and bindings included, so that business rules
 * can be tested without a database. Safe for use by many threads; one transaction runs at a time.
 */
public final class InMemoryTransactions implements Transactions {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean audible = new AtomicBoolean(true);
    private final ChangeFeed feed = new ChangeFeed(audible::get);
    private final InstantSource clock;
    private Data data = new Data();

    /** By the clock of the machine, as a database goes by its own. */
    public InMemoryTransactions() {
        this(InstantSource.system());
    }

    /** @param clock that of the database: by which triggers are due */
    public InMemoryTransactions(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return alone(() -> run(data.copy(), admission, work));
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        Set<Change> changed = new LinkedHashSet<>();
        R written = alone(() -> {
            Data copy = data.copy();
            R result = run(copy, admission, work);
            changed.addAll(data.changesTo(copy));
            data = copy;
            return result;
        });
        changed.forEach(feed::announce);
        return written;
    }

    @Override
    public Changes changes() {
        return feed;
    }

    /** Whether read models over these transactions trust what they keep; they do at first. */
    public void audible(boolean now) {
        if (now) {
            feed.announce(Change.EVERYTHING);
        }
        audible.set(now);
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return alone(() -> look.apply(new InMemoryDoor(data.copy())));
    }

    /** The audit log so far, oldest row first. */
    public List<AuditEntry> auditLog() {
        return alone(() -> List.copyOf(data.audit));
    }

    private <A, R> R run(Data data, Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        Admission<A> admitted = admission.apply(new InMemoryDoor(data));
        return work.apply(new InMemoryStores(data, admitted.binding(), clock), admitted.learnt());
    }

    private <R> R alone(java.util.function.Supplier<R> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction was opened inside another one");
        }
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
