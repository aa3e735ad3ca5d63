package dev.productify.manager.ports.session;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Set;

/** The users whose tokens of the provider this node was shown. */
public final class KnownIdentities {
    /** Some 5 MB. */
    static final int MOST = 10_000;

    private KnownIdentities() {}

    /** A read model of its own; a node makes one. */
    public static ReadModel<ExternalIdentity, User> over(Transactions transactions) {
        return new ReadModel<>(
                "identities",
                MOST,
                transactions.changes(),
                identity -> transactions.door(door -> door.user(identity)),
                (identity, user) -> Set.of(Change.of(user.id())));
    }
}
