package dev.productify.manager.ports.call;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.tx.Transactions;
import java.time.InstantSource;

/** Finds out who presents credentials. */
public interface Authentication {
    static Authentication of(Transactions transactions, InstantSource clock) {
        return new AuthenticationService(transactions, clock);
    }

    /**
     * Who it is.
     *
     * @throws ManagerException {@code UNAUTHENTICATED}, worded alike for every secret that is refused
     */
    Principal authenticate(Credentials credentials);
}
