package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.LoggedCallStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryLoggedCallStoreTest extends LoggedCallStoreContract {
    private final Transactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
