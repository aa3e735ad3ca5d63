package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.LimitStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryLimitStoreTest extends LimitStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
