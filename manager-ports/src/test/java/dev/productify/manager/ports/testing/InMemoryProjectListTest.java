package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.ProjectListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryProjectListTest extends ProjectListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
