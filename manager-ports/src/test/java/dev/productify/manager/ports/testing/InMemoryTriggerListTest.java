package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TriggerListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTriggerListTest extends TriggerListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
