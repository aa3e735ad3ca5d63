package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TrespassContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTrespassTest extends TrespassContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
