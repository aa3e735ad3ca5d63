package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.EndpointListContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryEndpointListTest extends EndpointListContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
