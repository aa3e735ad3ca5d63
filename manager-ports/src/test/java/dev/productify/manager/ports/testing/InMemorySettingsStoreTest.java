package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.SettingsStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemorySettingsStoreTest extends SettingsStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
