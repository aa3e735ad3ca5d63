package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.IdempotentRequestStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryIdempotentRequestStoreTest extends IdempotentRequestStoreContract {
    private final Transactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
