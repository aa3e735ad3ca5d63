package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where users are kept. Within a person's reach are they themselves and who is, somewhere, a member of a project of which
 * they are, somewhere, a member, too (contract A11).
 */
public interface UserStore {
    /**
     * Keeps a new user.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the username is taken,
     *     or the id or identity is another user's
     */
    void insert(User user);

    Optional<User> find(UserId id);

    Optional<User> find(Username username);

    /** Who the identity provider says it is. */
    Optional<User> find(ExternalIdentity identity);

    /** Those of the identities who are users. */
    Map<ExternalIdentity, User> findAll(Collection<ExternalIdentity> identities);

    List<User> list(ListQuery<UserColumn> query);

    /** How many rows {@link #list} has over all pages. */
    long count(ListQuery<UserColumn> query);

    /**
     * The first users, in the order of their usernames without regard to case, in whose username, e-mail or display name the
     * text is.
     *
     * @param most how many of them
     */
    List<User> search(SearchText text, int most);

    /**
     * The users whose username or e-mail is the text, but for the case of ASCII letters; in the same order.
     *
     * @param most how many of them
     */
    List<User> exactly(SearchText text, int most);

    /** The keys of the usernames that are this one, or extend it by a hyphen and a number. */
    Set<String> keysLike(Username username);

    /** The user, whom nobody else changes until the transaction ends. */
    Optional<User> lock(UserId id);

    /**
     * Keeps the next version of a user.
     *
     * @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the kept version is not the one
     *     before
     */
    void update(User user);

    /** The platform administrators who are not disabled; nobody else changes one of them until the transaction ends. */
    Administrators lockAdministrators();

    /** Whether there is any user at all. */
    boolean isEmpty();
}
