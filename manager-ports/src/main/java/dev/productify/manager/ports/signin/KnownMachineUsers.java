package dev.productify.manager.ports.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.ports.changes.Change;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.tx.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Machine users in memory, by what they sign in with. A change of one, whatever it is, drops the copies of it.
 *
 * @param bySelector by the selector of a token, present or retiring
 * @param byName by the {@linkplain Username#key() key} of the username
 */
public record KnownMachineUsers(
        ReadModel<TokenSelector, MachineUser> bySelector, ReadModel<String, MachineUser> byName) {
    /** Copies that are kept of each kind. */
    static final int MOST = 10_000;

    public KnownMachineUsers {
        requireNonNull(bySelector, "bySelector");
        requireNonNull(byName, "byName");
    }

    /** Read models of their own; a node makes them once. */
    public static KnownMachineUsers over(Transactions transactions) {
        return new KnownMachineUsers(
                new ReadModel<>(
                        "machine_tokens",
                        MOST,
                        transactions.changes(),
                        selector -> transactions.door(door -> door.machineUser(selector)),
                        (selector, user) -> Set.of(Change.of(user.id()))),
                new ReadModel<>(
                        "machine_users",
                        MOST,
                        transactions.changes(),
                        name -> transactions.door(door -> door.machineUser(new Username(name))),
                        (name, user) -> Set.of(Change.of(user.id()))));
    }

    Optional<MachineUser> named(Username username) {
        return byName.get(username.key());
    }

    /** For metrics. */
    public List<ReadModel<?, ?>> models() {
        return List.of(bySelector, byName);
    }
}
