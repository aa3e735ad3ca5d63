package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.contract.MemberStoreContract;
import dev.productify.manager.ports.tx.Transactions;

class InMemoryMemberStoreTest extends MemberStoreContract {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Override
    protected Transactions transactions() {
        return transactions;
    }
}
