package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.UserListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryUserListTest extends UserListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
