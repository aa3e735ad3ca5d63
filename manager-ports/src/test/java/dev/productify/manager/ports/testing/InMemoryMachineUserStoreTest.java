package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.MachineUserStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryMachineUserStoreTest extends MachineUserStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
