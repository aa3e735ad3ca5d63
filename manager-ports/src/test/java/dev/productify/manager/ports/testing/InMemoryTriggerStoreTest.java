package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TriggerStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTriggerStoreTest extends TriggerStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
