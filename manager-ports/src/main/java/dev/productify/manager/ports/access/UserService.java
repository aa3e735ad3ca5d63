package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.token.TokenIssuer;
import dev.productify.manager.ports.tx.Stores;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

final class UserService implements Users {
    private static final Name FIRST_TOKEN = new Name("First token");

    private final Guard guard;
    private final Journal journal;
    private final TokenIssuer tokens;
    private final UserSearch search;

    UserService(Guard guard, Journal journal, TokenIssuer tokens, UserSearch search) {
        this.guard = guard;
        this.journal = journal;
        this.tokens = tokens;
        this.search = search;
    }

    @Override
    public User me(Call call) {
        if (call.principal() instanceof Principal.Person person) {
            return guard.reach(call, stores -> stores.users().find(person.id()))
                    .orElseThrow(() -> ManagerException.notFound("User"));
        }
        throw new ManagerException(FORBIDDEN, "me is for people; a machine user has no profile");
    }

    @Override
    public Created create(Call call, User.Draft draft, boolean withToken) {
        return guard.platform(call, "create a user", stores -> {
            User user = User.create(new UserId(journal.newId()), draft, false, journal.now());
            stores.users().insert(user);
            Optional<TokenText> token =
                    withToken ? Optional.of(tokens.issue(stores, call, user.id(), FIRST_TOKEN)) : Optional.empty();
            journal.created(stores, call, EntityType.USER, user.id(), Optional.empty(), user.audited());
            return new Created(user, token);
        });
    }

    @Override
    public List<User> list(Call call, ListQuery<UserColumn> query) {
        requirePerson(call);
        return query.complete(guard.reach(call, stores -> stores.users().list(query)));
    }

    @Override
    public long count(Call call, ListQuery<UserColumn> query) {
        requirePerson(call);
        return guard.reach(call, stores -> stores.users().count(query));
    }

    private static void requirePerson(Call call) {
        if (call.principal() instanceof Principal.Machine) {
            throw new ManagerException(FORBIDDEN, "Machine users are not told of people");
        }
    }

    @Override
    public List<ProviderUser> search(Call call, SearchText text) {
        return search.find(call, text);
    }

    @Override
    public User update(Call call, UserId id, User.Change change) {
        return guard.platform(call, "change a user", stores -> {
            return written(stores, call, id, user -> user.with(change, journal.now()));
        });
    }

    @Override
    public User setDisabled(Call call, UserId id, boolean disabled) {
        return guard.platform(call, "disable or enable a user", stores -> {
            User user = changed(stores, call, id, before -> before.withDisabled(disabled, journal.now()));
            if (disabled) {
                // Enabled again, they sign in anew.
                stores.sessions().deleteAll(id);
            }
            return user;
        });
    }

    @Override
    public User setPlatformAdministrator(Call call, UserId id, boolean enabled) {
        return guard.platform(call, "make or unmake a platform administrator", stores -> {
            return changed(stores, call, id, user -> user.withPlatformAdministrator(enabled, journal.now()));
        });
    }

    private User changed(Stores stores, Call call, UserId id, UnaryOperator<User> change) {
        // Before the user, so that all who change platform administrators lock in the same order.
        Administrators administrators = stores.users().lockAdministrators();
        return written(stores, call, id, before -> {
            User after = change.apply(before);
            if (before.administers() && !after.administers()) {
                administrators.requireRemainingWithout(id, "installation");
            }
            return after;
        });
    }

    private User written(Stores stores, Call call, UserId id, UnaryOperator<User> change) {
        User before = stores.users().lock(id).orElseThrow(() -> ManagerException.notFound("User"));
        User after = change.apply(before);
        if (after == before) {
            return before;
        }
        stores.users().update(after);
        journal.updated(stores, call, EntityType.USER, id, Optional.empty(), before.audited(), after.audited());
        return after;
    }
}
