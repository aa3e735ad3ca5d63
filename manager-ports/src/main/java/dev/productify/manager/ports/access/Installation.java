package dev.productify.manager.ports.access;

import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Transactions;
import java.util.function.Supplier;

/** What all nodes of an installation have in common. For the node itself, not for callers. */
public final class Installation {
    private final Transactions transactions;

    public Installation(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The canary that is kept; the fresh one, which is kept from now on, when there is none. */
    public String secretsCanary(Supplier<String> fresh) {
        Binding platform = new Binding.Platform("check the secrets key");
        return transactions.write(door -> new Admission<>(platform, null), (stores, nothing) -> {
            stores.installation().lockFirstStart();
            return stores.installation().secretsCanary().orElseGet(() -> {
                String canary = fresh.get();
                stores.installation().keepSecretsCanary(canary);
                return canary;
            });
        });
    }

    /** Keeps another canary, of another key. */
    public void replaceSecretsCanary(String canary) {
        Binding platform = new Binding.Platform("rotate the secrets key");
        transactions.write(door -> new Admission<>(platform, null), (stores, nothing) -> {
            stores.installation().lockFirstStart();
            stores.installation().keepSecretsCanary(canary);
            return canary;
        });
    }
}
