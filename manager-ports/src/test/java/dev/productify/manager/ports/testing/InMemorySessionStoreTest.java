package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.SessionStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemorySessionStoreTest extends SessionStoreContract {
    private final Transactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
