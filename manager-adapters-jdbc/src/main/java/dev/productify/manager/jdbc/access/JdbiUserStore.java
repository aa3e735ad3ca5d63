package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.access.UserStore;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

public final class JdbiUserStore implements UserStore {
    private final AccessDao dao;

    public JdbiUserStore(Handle handle) {
        this.dao = handle.attach(AccessDao.class);
    }

    @Override
    public void insert(User user) {
        dao.insert(UserRow.of(user));
    }

    @Override
    public Optional<User> find(UserId id) {
        return dao.user(id.value()).map(UserRow::toUser);
    }

    @Override
    public Optional<User> find(Username username) {
        return dao.userByKey(username.key()).map(UserRow::toUser);
    }

    @Override
    public Optional<User> lock(UserId id) {
        return dao.lockUser(id.value()).map(UserRow::toUser);
    }

    @Override
    public void update(User user) {
        Revisions.requireUpdated(dao.update(UserRow.of(user)));
    }

    @Override
    public Administrators lockAdministrators() {
        return new Administrators(
                dao.lockAdministrators().stream().map(UserId::new).collect(Collectors.toSet()));
    }

    @Override
    public boolean isEmpty() {
        return !dao.anyUser();
    }
}
