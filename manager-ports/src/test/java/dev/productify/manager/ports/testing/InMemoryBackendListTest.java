package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.BackendListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryBackendListTest extends BackendListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
