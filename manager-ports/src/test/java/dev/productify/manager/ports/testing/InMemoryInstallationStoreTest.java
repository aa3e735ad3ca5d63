package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.InstallationStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryInstallationStoreTest extends InstallationStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
