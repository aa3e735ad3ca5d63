package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TenantStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTenantStoreTest extends TenantStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
