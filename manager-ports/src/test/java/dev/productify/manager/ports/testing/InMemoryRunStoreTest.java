package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.RunStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryRunStoreTest extends RunStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
