package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.DoorContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryDoorTest extends DoorContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
