package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.EndpointGrantStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryEndpointGrantStoreTest extends EndpointGrantStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
