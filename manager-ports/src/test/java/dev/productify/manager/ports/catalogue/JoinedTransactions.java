package dev.productify.manager.ports.catalogue;

import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.function.BiFunction;
import java.util.function.Function;

/** All parts of one transaction that is open and bound to the whole installation: what they are admitted to binds nothing. */
record JoinedTransactions(Door door, Stores stores) implements Transactions {
    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return work.apply(stores, admission.apply(door).learnt());
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return read(admission, work);
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return look.apply(door);
    }
}
