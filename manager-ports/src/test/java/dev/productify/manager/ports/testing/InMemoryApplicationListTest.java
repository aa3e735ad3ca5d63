package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.ApplicationListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryApplicationListTest extends ApplicationListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
