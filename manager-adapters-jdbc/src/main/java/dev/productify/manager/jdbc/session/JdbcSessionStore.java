package dev.productify.manager.jdbc.session;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.jdbc.shared.Parent;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.session.SessionStore;
import dev.productify.manager.ports.signin.LastUses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class JdbcSessionStore implements SessionStore {
    private static final String SELECT =
            "select " + SessionRow.COLUMNS + " from user_session s where " + Parent.is("s.user_id", ":user");

    private static final String INSERT = """
            insert into user_session (id, user_id, selector, hash, created_at, last_used_at, expires_at,
                                      source_address, user_agent)
            values (:id, :userId, :selector, :hash, :createdAt, :lastUsedAt, :expiresAt, :sourceAddress, :userAgent)
            """;

    private static final String DELETE = "delete from user_session where user_id = :user and id = :id";

    private static final String DELETE_ALL = "delete from user_session where user_id = :user";

    private static final String USED =
            "update user_session set last_used_at = :at where id = :id and last_used_at <= :due";

    private static final String REMOVE_ENDED = """
            delete from user_session where id = any (array(
                (select s.id from user_session s where s.expires_at <= :now limit :most)
                 union
                (select s.id from user_session s where s.last_used_at <= :idleSince limit :most)
                 limit :most))
            """;

    private final Queries queries;

    public JdbcSessionStore(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void insert(Session session) {
        queries.change(INSERT, SessionRow.of(session));
    }

    @Override
    public Optional<Session> lock(UserId user, SessionId id) {
        return queries.one(SessionRow.class, SELECT + " and s.id = :id for update", Map.of("user", user, "id", id))
                .map(SessionRow::toSession);
    }

    @Override
    public List<Session> list(UserId user) {
        String sql = SELECT + " order by s.created_at desc, s.id desc";
        return queries.list(SessionRow.class, sql, Map.of("user", user)).stream()
                .map(SessionRow::toSession)
                .toList();
    }

    @Override
    public void delete(UserId user, SessionId id) {
        queries.change(DELETE, Map.of("user", user, "id", id));
    }

    @Override
    public int deleteAll(UserId user) {
        return queries.change(DELETE_ALL, Map.of("user", user));
    }

    @Override
    public void used(SessionId id, Instant at) {
        queries.change(USED, Map.of("id", id, "at", at, "due", at.minus(LastUses.PRECISION)));
    }

    @Override
    public int removeEnded(Instant idleSince, Instant now, int most) {
        return queries.change(REMOVE_ENDED, Map.of("idleSince", idleSince, "now", now, "most", most));
    }
}
