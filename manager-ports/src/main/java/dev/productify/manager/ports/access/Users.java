package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.token.TokenIssuer;
import java.util.List;
import java.util.Optional;

/** People: who calls, and who else there is (contract A9, A11). */
public interface Users {
    /** @param directory people who are no users yet; empty where there are none but the users */
    static Users of(Guard guard, Journal journal, TokenIssuer tokens, Optional<UserDirectory> directory) {
        return new UserService(guard, journal, tokens, new UserSearch(guard, directory));
    }

    /** @throws ManagerException {@code FORBIDDEN} to machine users (contract A2) */
    User me(Call call);

    /**
     * Makes a user, and a personal access token for them when asked.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code CONFLICT} when the username
     *     is taken
     */
    Created create(Call call, User.Draft draft, boolean withToken);

    /**
     * The caller, and those who have a role above, at or below a place of theirs; for platform administrators everybody.
     *
     * @throws ManagerException {@code FORBIDDEN} to machine users (contract A2)
     */
    List<User> list(Call call, ListQuery<UserColumn> query);

    /** How many rows {@link #list} has over all pages; throws as it does. */
    long count(Call call, ListQuery<UserColumn> query);

    /**
     * Finds people who may be made members, at most {@value UserDirectory#MOST}. Platform administrators search the
     * directory for a fragment of a username, an e-mail or a name. Administrators of anything else get those who share a
     * project with them, and somebody else by the exact username or e-mail.
     *
     * @throws ManagerException {@code FORBIDDEN} to everybody else, {@code UNAVAILABLE} when the directory does not answer
     */
    List<ProviderUser> search(Call call, SearchText text);

    /**
     * Changes a user; what stays the same writes nothing.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code NOT_FOUND}, {@code CONFLICT}
     *     when the username is taken
     */
    User update(Call call, UserId id, User.Change change);

    /**
     * Takes a user all access, whatever tokens and roles they have, or gives it back.
     *
     * @throws ManagerException {@code FORBIDDEN} to all but platform administrators, {@code NOT_FOUND}, {@code CONFLICT}
     *     when it is the last platform administrator
     */
    User setDisabled(Call call, UserId id, boolean disabled);

    /**
     * Makes a user a platform administrator, or none any more.
     *
     * @throws ManagerException as {@link #setDisabled}
     */
    User setPlatformAdministrator(Call call, UserId id, boolean enabled);

    /** @param token the only time that the secret is seen */
    record Created(User user, Optional<TokenText> token) {}
}
