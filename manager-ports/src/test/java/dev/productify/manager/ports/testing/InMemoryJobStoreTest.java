package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.JobStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryJobStoreTest extends JobStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
