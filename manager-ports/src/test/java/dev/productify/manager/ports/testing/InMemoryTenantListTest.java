package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.TenantListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryTenantListTest extends TenantListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
