package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TransactionsContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTransactionsTest extends TransactionsContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
