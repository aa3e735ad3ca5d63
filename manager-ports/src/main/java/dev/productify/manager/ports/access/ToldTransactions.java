package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.ports.changes.Changes;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells of denials once their transaction has ended, when it holds no connection any more. */
final class ToldTransactions implements Transactions {
    private final Transactions transactions;
    private final Denials denials;

    ToldTransactions(Transactions transactions, Denials denials) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.denials = requireNonNull(denials, "denials");
    }

    @Override
    public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return told(() -> transactions.read(admission, work));
    }

    @Override
    public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
        return told(() -> transactions.write(admission, work));
    }

    @Override
    public <R> R door(Function<Door, R> look) {
        return told(() -> transactions.door(look));
    }

    @Override
    public Changes changes() {
        return transactions.changes();
    }

    private <R> R told(Supplier<R> transaction) {
        try {
            return transaction.get();
        } catch (Denial denial) {
            denial.tell(denials);
            throw denial.refusal();
        }
    }
}
