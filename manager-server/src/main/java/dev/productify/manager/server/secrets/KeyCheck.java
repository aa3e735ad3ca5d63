package dev.productify.manager.server.secrets;

import dev.productify.manager.ports.access.Installation;
import dev.productify.manager.server.StartFailure;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether this node holds the key of its installation. The database keeps a canary, {@code <key id>:<sealed text>}; a
 * node with another key would write what no other node can read, so it does not start.
 */
public final class KeyCheck {
    private KeyCheck() {}

    /**
     * The key of the installation, as this node has it. A rotation that was cut short after the database had the new
     * key is completed.
     *
     * @throws StartFailure when the installation has another key; says which, and what to copy
     */
    public static SecretsKey require(Installation installation, Optional<String> configured, Path data) {
        SecretsKey key = SecretsKey.load(configured, data);
        String canary = installation.secretsCanary(() -> canary(key));
        if (fits(canary, key)) {
            return key;
        }
        Optional<SecretsKey> pending = configured.isPresent()
                ? Optional.empty()
                : SecretsKey.pending(data).filter(next -> fits(canary, next));
        pending.ifPresent(next -> next.settle(data));
        return pending.orElseThrow(() -> another(key, canary));
    }

    /**
     * Makes a new key the installation's, and seals with it all that was sealed with the present one. Other nodes must get it
     * before they start again.
     *
     * @return the new key
     * @throws StartFailure when something cannot be opened with the present key; then that one stays in force
     */
    public static SecretsKey rotate(Installation installation, SecretsKey present, Path data) {
        SecretsKey next = SecretsKey.fresh();
        next.announce(data);
        try {
            installation.rotateSecretsKey(present.sealer(), next.sealer(), canary(next));
        } catch (IllegalStateException tampered) {
            throw new StartFailure(
                    "rotate-key: nothing was replaced, since " + tampered.getMessage()
                            + ". Give that secret again by updateEndpoint, or delete what it belongs to.",
                    tampered);
        }
        next.settle(data);
        return next;
    }

    /** The id of the key that sealed the canary. */
    static String idOf(String canary) {
        return canary.substring(0, Math.max(canary.indexOf(':'), 0));
    }

    private static StartFailure another(SecretsKey key, String canary) {
        return new StartFailure("secrets.key: this node has the key " + key.id() + ", but the database was set up with"
                + " the key " + idOf(canary)
                + ". Copy the file secrets.key from the data folder of a node"
                + " that works, or set PFY_SECRETS_KEY to the key that node uses.");
    }

    /** Whether the canary was sealed with the key. */
    static boolean fits(String canary, SecretsKey key) {
        String prefix = key.id() + ":";
        return canary.startsWith(prefix) && Canary.opens(key, canary.substring(prefix.length()));
    }

    private static String canary(SecretsKey key) {
        return key.id() + ":" + Canary.seal(key);
    }
}
