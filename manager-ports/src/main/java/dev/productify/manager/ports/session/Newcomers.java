package dev.productify.manager.ports.session;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.session.ProvidedPerson;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.util.Optional;

/**
 * How somebody whom only the provider knows becomes a user: when they come for the first time. They have no rights until
 * somebody gives them some. Who they are is issuer and subject alone; a username that somebody has already gets a number, and
 * an e-mail is compared with nobody's (contract A8).
 */
public final class Newcomers {
    /** How often the same person, or the username, may be made by somebody else between looking and writing. */
    private static final int TRIES = 10;

    private static final Binding BINDING = new Binding.Platform("somebody signs in");

    private final Transactions transactions;
    private final Journal journal;

    public Newcomers(Transactions transactions, Journal journal) {
        this.transactions = requireNonNull(transactions, "transactions");
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * The user who that is; who is none becomes one.
     *
     * @param call for the audit log
     */
    User user(Call call, ExternalIdentity identity, ProvidedPerson person) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                return userOnce(call, identity, person);
            } catch (ManagerException e) {
                if (e.code() != CONFLICT) {
                    throw e;
                }
            }
        }
        return userOnce(call, identity, person);
    }

    private User userOnce(Call call, ExternalIdentity identity, ProvidedPerson person) {
        return transactions
                .door(door -> door.user(identity))
                .orElseGet(() -> transactions.write(
                        door -> new Admission<>(BINDING, door.user(identity)),
                        (stores, known) -> known.orElseGet(() -> made(stores, call, identity, person))));
    }

    private User made(Stores stores, Call call, ExternalIdentity identity, ProvidedPerson person) {
        User.Draft draft = person.draft(identity);
        Username free = draft.username().orNextFree(stores.users().keysLike(draft.username()));
        User user = User.create(
                new UserId(journal.newId()),
                new User.Draft(free, draft.email(), draft.displayName()),
                identity,
                false,
                journal.now());
        stores.users().insert(user);
        journal.created(stores, call, EntityType.USER, user.id(), Optional.empty(), user.audited());
        return user;
    }
}
