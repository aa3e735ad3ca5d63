package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.LanguagePackStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryLanguagePackStoreTest extends LanguagePackStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
