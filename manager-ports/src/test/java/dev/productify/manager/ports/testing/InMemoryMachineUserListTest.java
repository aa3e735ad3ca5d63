package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.MachineUserListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryMachineUserListTest extends MachineUserListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
