package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.PackageStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryPackageStoreTest extends PackageStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
