package dev.productify.manager.ports.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import java.util.Optional;

/** Where users are kept. */
public interface UserStore {
    /** @throws dev.productify.manager.domain.shared.ManagerException {@code CONFLICT} when the username is taken */
    void insert(User user);

    Optional<User> find(UserId id);

    Optional<User> find(Username username);

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
