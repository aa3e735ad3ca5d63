package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.ApplicationStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryApplicationStoreTest extends ApplicationStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
