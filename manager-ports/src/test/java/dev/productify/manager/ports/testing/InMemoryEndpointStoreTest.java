package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.EndpointStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryEndpointStoreTest extends EndpointStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
