package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.PiletStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryPiletStoreTest extends PiletStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
