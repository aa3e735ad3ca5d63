package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.ports.access.UserStore;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbiUserStore implements UserStore {
    private static final String SELECT = "select " + UserRow.COLUMNS + " from user_account u where ";

    private static final String INSERT = """
            insert into user_account (id, username, username_key, email, display_name, disabled,
                                      platform_administrator, created_at, updated_at, revision)
            values (:id, :username, :usernameKey, :email, :displayName, :disabled,
                    :platformAdministrator, :createdAt, :updatedAt, :revision)
            """;

    private static final String UPDATE = """
            update user_account
               set username = :username, username_key = :usernameKey, email = :email, display_name = :displayName,
                   disabled = :disabled, platform_administrator = :platformAdministrator, updated_at = :updatedAt,
                   revision = :revision
             where id = :id and revision = :revision - 1
            """;

    private static final String LOCK_ADMINISTRATORS =
            "select id from user_account where platform_administrator and not disabled order by id for update";

    private final Queries queries;

    public JdbiUserStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void insert(User user) {
        queries.change(INSERT, UserRow.of(user));
    }

    @Override
    public Optional<User> find(UserId id) {
        return find("u.id = :key", id);
    }

    @Override
    public Optional<User> find(Username username) {
        return find("u.username_key = :key", username.key());
    }

    @Override
    public Optional<User> lock(UserId id) {
        return find("u.id = :key for update", id);
    }

    private Optional<User> find(String condition, Object key) {
        return queries.one(UserRow.class, SELECT + condition, Map.of("key", key))
                .map(UserRow::toUser);
    }

    @Override
    public void update(User user) {
        Revisions.requireUpdated(queries.change(UPDATE, UserRow.of(user)));
    }

    @Override
    public Administrators lockAdministrators() {
        return new Administrators(queries.list(UUID.class, LOCK_ADMINISTRATORS, Map.of()).stream()
                .map(UserId::new)
                .collect(Collectors.toSet()));
    }

    @Override
    public boolean isEmpty() {
        return !queries.one(Boolean.class, "select exists (select from user_account)", Map.of())
                .orElseThrow();
    }
}
