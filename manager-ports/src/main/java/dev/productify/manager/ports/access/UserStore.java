package dev.productify.manager.ports.access;

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

    /** Whether there is any user at all. */
    boolean isEmpty();
}
