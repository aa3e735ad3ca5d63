package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.ProjectStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryProjectStoreTest extends ProjectStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
