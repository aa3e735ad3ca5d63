package dev.productify.manager.jdbc.token;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.jdbc.shared.KeysetSql;
import dev.productify.manager.jdbc.shared.ListSql;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.shared.Connection;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.token.PersonalAccessTokenColumn;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcPersonalAccessTokenStore implements PersonalAccessTokenStore {
    private static final String FROM =
            " from personal_access_token t where " + Parent.is("t.user_id", ":user") + " and ";
    private static final String SELECT = "select " + PersonalAccessTokenRow.COLUMNS + FROM;

    private static final String INSERT = """
            insert into personal_access_token (id, user_id, name, selector, hash, display_prefix,
                                               expires_at, revoked_at, last_used_at, created_at)
            values (:id, :userId, :name, :selector, :hash, :displayPrefix,
                    :expiresAt, :revokedAt, :lastUsedAt, :createdAt)
            """;

    private static final String REVOKE =
            "update personal_access_token set revoked_at = :revokedAt where user_id = :userId and id = :id";

    private static final String DELETE = "delete from personal_access_token where user_id = :user and id = :id";

    private static final String USED = """
            update personal_access_token set last_used_at = :at
             where id = :id and (last_used_at is null or last_used_at <= :due)
            """;

    private static final String REMOVE_ENDED = """
            delete from personal_access_token where id = any (array(
                (select t.id from personal_access_token t where t.expires_at < :before limit :most)
                 union
                (select t.id from personal_access_token t where t.revoked_at < :before limit :most)
                 limit :most))
            """;

    private final Queries queries;

    public JdbcPersonalAccessTokenStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void insert(PersonalAccessToken token) {
        queries.change(INSERT, PersonalAccessTokenRow.of(token));
    }

    @Override
    public Optional<PersonalAccessToken> lock(UserId user, PersonalAccessTokenId id) {
        return queries.one(
                        PersonalAccessTokenRow.class, SELECT + "t.id = :id for update", Map.of("user", user, "id", id))
                .map(PersonalAccessTokenRow::toToken);
    }

    @Override
    public List<PersonalAccessToken> list(UserId user, ListQuery<PersonalAccessTokenColumn> query) {
        return list(user, ListSql.of("t", query));
    }

    @Override
    public long count(UserId user, ListQuery<PersonalAccessTokenColumn> query) {
        ListSql list = ListSql.of("t", query);
        return queries.one(Long.class, "select count(*)" + FROM + list.conditions(), with(list.parameters(), user))
                .orElseThrow();
    }

    @Override
    public List<PersonalAccessToken> listAfter(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query) {
        return list(user, ListSql.of("t", query));
    }

    @Override
    public Connection.Extent extent(UserId user, ConnectionQuery<PersonalAccessTokenColumn> query) {
        ListSql list = ListSql.of("t", query.list());
        KeysetSql keyset = KeysetSql.of("t", query);
        Map<String, Object> parameters = with(list.parameters(), user);
        parameters.putAll(keyset.parameters());
        String sql = "select count(*) as total, count(*) filter (where " + keyset.condition() + ") as behind" + FROM
                + list.conditions();
        Map<String, Long> numbers = queries.numbers(sql, parameters);
        return new Connection.Extent(numbers.get("total"), numbers.get("behind"));
    }

    @Override
    public void revoke(PersonalAccessToken token) {
        queries.change(REVOKE, PersonalAccessTokenRow.of(token));
    }

    @Override
    public void delete(UserId user, PersonalAccessTokenId id) {
        queries.change(DELETE, Map.of("user", user, "id", id));
    }

    @Override
    public void used(PersonalAccessTokenId id, Instant at) {
        queries.change(USED, Map.of("id", id, "at", at, "due", at.minus(LastUses.PRECISION)));
    }

    @Override
    public int removeEnded(Instant before, int most) {
        return queries.change(REMOVE_ENDED, Map.of("before", before, "most", most));
    }

    private List<PersonalAccessToken> list(UserId user, ListSql query) {
        ListSql list = query.within("t.user_id", ":user");
        String sql = SELECT + list.conditions() + " order by " + list.order() + " " + list.page();
        return queries.list(PersonalAccessTokenRow.class, sql, with(list.parameters(), user)).stream()
                .map(PersonalAccessTokenRow::toToken)
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> parameters, UserId user) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("user", user);
        return all;
    }
}
