package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Transactions that count how often one is opened, and may show another door. */
public final class WatchedTransactions implements Transactions {
    private final AtomicInteger opened = new AtomicInteger();
    private final Transactions transactions;
    private final UnaryOperator<Door> doors;

    public WatchedTransactions(Transactions transactions, UnaryOperator<Door> doors) {
        this.transactions = transactions;
        this.doors = doors;
    }

    public int opened() {
        return opened.get();
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        opened.incrementAndGet();
        return transactions.read(door -> admission.apply(doors.apply(door)), work);
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        opened.incrementAndGet();
        return transactions.write(door -> admission.apply(doors.apply(door)), work);
    }

    @Override
    public Changes changes() {
        return transactions.changes();
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        opened.incrementAndGet();
        return transactions.door(door -> look.apply(doors.apply(door)));
    }
}
