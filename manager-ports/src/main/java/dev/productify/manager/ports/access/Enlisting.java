package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.tx.Stores;
import java.util.Optional;

/**
 * How somebody whom only the directory knows becomes a user: when whoever may do so gives them a role. The directory is
 * asked between transactions, and only for callers who may give that role there.
 */
final class Enlisting {
    /** How often the same person, or the username, may be made by somebody else between looking and writing. */
    private static final int TRIES = 10;

    private final Guard guard;
    private final Journal journal;
    private final Optional<UserDirectory> directory;

    Enlisting(Guard guard, Journal journal, Optional<UserDirectory> directory) {
        this.guard = guard;
        this.journal = journal;
        this.directory = directory;
    }

    /**
     * The user of that id: who is one already stays who they are, who is none becomes one, and whom nobody knows stays
     * unknown.
     */
    UserId user(Call call, Role role, Target target, UserId id) {
        if (directory.isEmpty() || guard.knowsGrantee(call, role, target, id)) {
            return id;
        }
        return directory
                .get()
                .find(id)
                .map(entry -> enlisted(call, role, target, entry))
                .orElse(id);
    }

    private UserId enlisted(Call call, Role role, Target target, UserDirectory.Entry entry) {
        for (int attempt = 1; attempt < TRIES; attempt++) {
            try {
                return enlistedOnce(call, role, target, entry);
            } catch (ManagerException e) {
                if (e.code() != CONFLICT) {
                    throw e;
                }
            }
        }
        return enlistedOnce(call, role, target, entry);
    }

    private UserId enlistedOnce(Call call, Role role, Target target, UserDirectory.Entry entry) {
        return guard.enlist(
                call,
                role,
                target,
                stores -> stores.users()
                        .find(entry.identity())
                        .orElseGet(() -> made(stores, call, entry))
                        .id());
    }

    private User made(Stores stores, Call call, UserDirectory.Entry entry) {
        User.Draft draft = entry.draft();
        Username free = draft.username().orNextFree(stores.users().keysLike(draft.username()));
        User user = User.create(
                entry.id(),
                new User.Draft(free, draft.email(), draft.displayName()),
                entry.identity(),
                entry.disabled(),
                journal.now());
        stores.users().insert(user);
        journal.created(stores, call, EntityType.USER, user.id(), Optional.empty(), user.audited());
        return user;
    }
}
