package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.BackendStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryBackendStoreTest extends BackendStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
