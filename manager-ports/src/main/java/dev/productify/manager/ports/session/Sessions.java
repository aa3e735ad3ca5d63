package dev.productify.manager.ports.session;

import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import java.util.List;

/**
 * The callers' own sessions, for platform administrators as for everybody. Another person's session looks as if it did not
 * exist. Machine users get {@code FORBIDDEN}.
 */
public interface Sessions {
    static Sessions of(Guard guard, Journal journal, SessionTimes times) {
        return new SessionService(guard, journal, times);
    }

    /** Those in which the caller is signed in now, the one that was begun last first. */
    List<Session> list(Call call);

    /** @throws ManagerException {@code NOT_FOUND} */
    Session find(Call call, SessionId id);

    /**
     * Ends a session: from now on it is refused on every node.
     *
     * @throws ManagerException {@code NOT_FOUND}
     */
    void end(Call call, SessionId id);

    /**
     * Ends all of them, that of the caller included.
     *
     * @return how many there were
     */
    int endAll(Call call);

    /** Ends the session that the caller is known by; of who is known by something else there is none to end. */
    void signOut(Call call);
}
