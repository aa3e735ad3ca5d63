package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.IsolationContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryIsolationTest extends IsolationContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
