package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.session.SessionStore;
import dev.productify.manager.ports.signin.LastUses;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemorySessionStore implements SessionStore {
    private final Data data;
    private final Sightline sightline;

    InMemorySessionStore(Data data, Sightline sightline) {
        this.data = data;
        this.sightline = sightline;
    }

    @Override
    public void insert(Session session) {
        sightline.requireInside(sightline.seesUser(session.user()));
        if (!data.users.containsKey(session.user())) {
            throw ManagerException.conflict("The user was removed meanwhile");
        }
        data.sessions.put(session.selector(), session);
    }

    @Override
    public Optional<Session> lock(UserId user, SessionId id) {
        return of(user).filter(session -> session.id().equals(id)).findFirst();
    }

    @Override
    public List<Session> list(UserId user) {
        return of(user).sorted(Comparator.comparing(Session::createdAt)
                        .thenComparing(session -> session.id().value().toString())
                        .reversed())
                .toList();
    }

    @Override
    public void delete(UserId user, SessionId id) {
        lock(user, id).ifPresent(session -> data.sessions.remove(session.selector()));
    }

    @Override
    public int deleteAll(UserId user) {
        List<Session> gone = of(user).toList();
        gone.forEach(session -> data.sessions.remove(session.selector()));
        return gone.size();
    }

    @Override
    public void used(SessionId id, Instant at) {
        Instant due = at.minus(LastUses.PRECISION);
        data.sessions.replaceAll((selector, session) -> session.id().equals(id)
                        && sightline.seesUser(session.user())
                        && !session.lastUsedAt().isAfter(due)
                ? session.usedAt(at)
                : session);
    }

    @Override
    public int removeEnded(Instant idleSince, Instant now, int most) {
        List<Session> ended = data.sessions.values().stream()
                .filter(session -> sightline.seesUser(session.user()))
                .filter(session ->
                        session.isExpired(now) || !session.lastUsedAt().isAfter(idleSince))
                .limit(most)
                .toList();
        ended.forEach(session -> data.sessions.remove(session.selector()));
        return ended.size();
    }

    private Stream<Session> of(UserId user) {
        return data.sessions.values().stream()
                .filter(session -> session.user().equals(user))
                .filter(session -> sightline.seesUser(session.user()));
    }
}
