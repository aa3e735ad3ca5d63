package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.List;
import java.util.function.Supplier;

/** What all nodes of an installation have in common. For the node itself, not for callers. */
public final class Installation {
    private final Transactions transactions;
    private final List<Resealing> sealed;

    /** @param sealed all that is kept sealed with the installation's key */
    public Installation(Transactions transactions, List<Resealing> sealed) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.sealed = List.copyOf(sealed);
    }

    /** Seals one kind of secrets anew. */
    @FunctionalInterface
    public interface Resealing {
        /**
         * @param stores bound to the whole installation
         * @throws IllegalStateException when something was not sealed with the present key
         */
        void reseal(Stores stores, SecretSealer present, SecretSealer next);
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

    /**
     * Makes another key the installation's: seals all secrets with it and keeps its canary, both or nothing.
     *
     * @param canary of the next key
     * @throws IllegalStateException when a secret was not sealed with the present key; then nothing was changed
     */
    public void rotateSecretsKey(SecretSealer present, SecretSealer next, String canary) {
        Binding platform = new Binding.Platform("rotate the secrets key");
        transactions.write(door -> new Admission<>(platform, null), (stores, nothing) -> {
            stores.installation().lockFirstStart();
            sealed.forEach(kind -> kind.reseal(stores, present, next));
            stores.installation().keepSecretsCanary(canary);
            return canary;
        });
    }
}
