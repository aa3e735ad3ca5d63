package dev.productify.manager.ports.call;

import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Door.HeldToken;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Set;

/** The personal access tokens that this node was shown, with their users, so that a call costs no look-up. */
public final class KnownTokens {
    /** Some 10 MB; more than people and pipelines use within minutes. */
    static final int MOST = 10_000;

    private KnownTokens() {}

    /** A read model of its own; a node makes one. */
    public static ReadModel<TokenSelector, HeldToken> over(Transactions transactions) {
        return new ReadModel<>(
                "tokens",
                MOST,
                transactions.changes(),
                selector -> transactions.door(door -> door.personalAccessToken(selector)),
                (selector, held) ->
                        Set.of(Change.of(selector), Change.of(held.user().id())));
    }
}
