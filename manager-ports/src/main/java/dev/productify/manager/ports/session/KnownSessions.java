package dev.productify.manager.ports.session;

import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Door.HeldSession;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Set;

/** The sessions that this node was shown, with their users, so that a call costs no look-up. */
public final class KnownSessions {
    /** Some 10 MB. */
    static final int MOST = 10_000;

    private KnownSessions() {}

    /** A read model of its own; a node makes one. When a session was last used is as old in it as the copy. */
    public static ReadModel<TokenSelector, HeldSession> over(Transactions transactions) {
        return new ReadModel<>(
                "sessions",
                MOST,
                transactions.changes(),
                selector -> transactions.door(door -> door.session(selector)),
                (selector, held) ->
                        Set.of(Change.ofSession(selector), Change.of(held.user().id())));
    }
}
