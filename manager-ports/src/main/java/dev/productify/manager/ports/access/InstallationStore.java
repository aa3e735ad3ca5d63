package dev.productify.manager.ports.access;

import java.util.Optional;

/** What there is once in an installation. */
public interface InstallationStore {
    /** The canary by which a node finds out whether it holds the installation's secrets key. */
    Optional<String> secretsCanary();

    /** Keeps the canary, in place of one that is there. */
    void keepSecretsCanary(String canary);

    /** Waits until no other node of the installation is in its first start; holds until the transaction ends. */
    void lockFirstStart();
}
