package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.PersonalAccessTokenStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryPersonalAccessTokenStoreTest extends PersonalAccessTokenStoreContract {
    private final Transactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
