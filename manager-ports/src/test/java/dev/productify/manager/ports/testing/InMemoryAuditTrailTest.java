package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.AuditTrailContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryAuditTrailTest extends AuditTrailContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
