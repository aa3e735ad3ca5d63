package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.PersonalAccessTokenListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryPersonalAccessTokenListTest extends PersonalAccessTokenListContract {
    private final Transactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
