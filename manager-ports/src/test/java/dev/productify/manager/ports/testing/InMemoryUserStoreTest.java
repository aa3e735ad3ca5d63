package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.UserStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryUserStoreTest extends UserStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
