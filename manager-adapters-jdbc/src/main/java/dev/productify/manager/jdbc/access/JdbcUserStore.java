package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.jdbc.shared.Revisions;
import dev.productify.manager.jdbc.shared.Scope;
import dev.productify.manager.ports.access.UserColumn;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

public final class JdbcUserStore implements UserStore {
    private static final String SELECT = "select " + UserRow.COLUMNS + " from user_account u where ";

    private static final String INSERT = """
            insert into user_account (id, username, username_key, email, display_name, issuer, subject, disabled,
                                      platform_administrator, created_at, updated_at, revision)
            values (:id, :username, :usernameKey, :email, :displayName, :issuer, :subject, :disabled,
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
    private final String scope;

    /** All users in scope. Of what a person may see the few are found first, whose number does not grow with the rest. */
    private final String users;

    public JdbcUserStore(Queries queries) {
        Scope scope = queries.scope();
        this.queries = queries;
        this.scope = scope.onUser();
        this.users = scope.isReachOfPerson()
                ? " from colleagues() c (id) join user_account u on u.id = c.id where true"
                : " from user_account u where " + this.scope;
    }

    @Override
    public void insert(User user) {
        queries.change(INSERT, UserRow.of(user));
    }

    @Override
    public Optional<User> find(UserId id) {
        return one("u.id = :id and " + scope, Map.of("id", id));
    }

    @Override
    public Optional<User> find(Username username) {
        return one("u.username_key = :key and " + scope, Map.of("key", username.key()));
    }

    @Override
    public Optional<User> find(ExternalIdentity identity) {
        Map<String, Object> parameters = Map.of("issuer", identity.issuer(), "subject", identity.subject());
        return one("u.subject = :subject and u.issuer = :issuer and " + scope, parameters);
    }

    @Override
    public Optional<User> lock(UserId id) {
        return one("u.id = :id and " + scope + " for update", Map.of("id", id));
    }

    private Optional<User> one(String condition, Map<String, ?> parameters) {
        return queries.one(UserRow.class, SELECT + condition, parameters).map(UserRow::toUser);
    }

    @Override
    public Map<ExternalIdentity, User> findAll(Collection<ExternalIdentity> identities) {
        String sql = SELECT + "(u.subject, u.issuer) in (select * from unnest(:subjects, :issuers)) and " + scope;
        Map<String, Object> parameters = Map.of(
                "subjects", identities.stream().map(ExternalIdentity::subject).toArray(String[]::new),
                "issuers", identities.stream().map(ExternalIdentity::issuer).toArray(String[]::new));
        Map<ExternalIdentity, User> found = new LinkedHashMap<>();
        list(sql, parameters).forEach(user -> user.identity().ifPresent(identity -> found.put(identity, user)));
        return found;
    }

    @Override
    public List<User> list(ListQuery<UserColumn> query) {
        ListSql list = ListSql.of("u", query);
        String sql = "select " + UserRow.COLUMNS + users + " and " + list.conditions() + " order by " + list.order()
                + " " + list.page();
        return list(sql, list.parameters());
    }

    @Override
    public long count(ListQuery<UserColumn> query) {
        ListSql list = ListSql.of("u", query);
        String sql = "select count(*)" + users + " and " + list.conditions();
        return queries.one(Long.class, sql, list.parameters()).orElseThrow();
    }

    @Override
    public List<User> search(SearchText text, int most) {
        String sql = "select " + UserRow.COLUMNS + users
                + " and (u.username ilike :part or u.email ilike :part or u.display_name ilike :part)"
                + " order by u.username_key limit :most";
        return list(sql, Map.of("part", ListSql.part(text.value()), "most", most));
    }

    @Override
    public List<User> exactly(SearchText text, int most) {
        // The letters of usernames are those that the collation "C" knows.
        String sql = "select " + UserRow.COLUMNS + users
                + " and (u.username_key = lower(:text collate \"C\")"
                + " or lower(u.email collate \"C\") = lower(:text collate \"C\"))"
                + " order by u.username_key limit :most";
        return list(sql, Map.of("text", text.value(), "most", most));
    }

    private List<User> list(String sql, Map<String, ?> parameters) {
        return queries.list(UserRow.class, sql, parameters).stream()
                .map(UserRow::toUser)
                .toList();
    }

    @Override
    public Set<String> keysLike(Username username) {
        String literal = username.key().replace(".", "\\.").replace("+", "\\+");
        String sql = "select u.username_key from user_account u where u.username_key ~ :like and " + scope;
        return Set.copyOf(queries.list(String.class, sql, Map.of("like", "^" + literal + "(-[0-9]+)?$")));
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
