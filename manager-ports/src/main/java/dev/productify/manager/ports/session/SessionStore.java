package dev.productify.manager.ports.session;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.ports.signin.LastUses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where sessions are kept; of their secrets only hashes. Every method but {@link #insert}, {@link #used} and {@link #removeEnded}
 * names the user whose sessions it means, besides what the transaction is bound to.
 */
public interface SessionStore {
    void insert(Session session);

    /** The user's session of that id; nobody else changes it until the transaction ends. */
    Optional<Session> lock(UserId user, SessionId id);

    /** All of the user's, the one that was begun last first. */
    List<Session> list(UserId user);

    void delete(UserId user, SessionId id);

    /** @return how many there were */
    int deleteAll(UserId user);

    /**
     * Keeps when the session was last used, unless a use is noted that is later or little earlier (less than {@link
     * LastUses#PRECISION}).
     */
    void used(SessionId id, Instant at);

    /**
     * Removes sessions that nobody can use any more.
     *
     * @param idleSince those not used since then
     * @param now those that expired by then
     * @param most how many
     * @return how many it removed
     */
    int removeEnded(Instant idleSince, Instant now, int most);
}
