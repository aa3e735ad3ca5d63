package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.SealStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemorySealStoreTest extends SealStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
