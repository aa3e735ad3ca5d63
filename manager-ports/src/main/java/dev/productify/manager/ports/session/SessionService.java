package dev.productify.manager.ports.session;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.ports.access.Guard;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.tx.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class SessionService implements Sessions {
    private final Guard guard;
    private final Journal journal;
    private final SessionTimes times;

    SessionService(Guard guard, Journal journal, SessionTimes times) {
        this.guard = guard;
        this.journal = journal;
        this.times = times;
    }

    @Override
    public List<Session> list(Call call) {
        return guard.readOwn(call, this::present);
    }

    private List<Session> present(Stores stores, UserId user) {
        Instant now = journal.now();
        return stores.sessions().list(user).stream()
                .filter(session -> !session.isExpired(now) && !session.isIdle(times.idle(), now))
                .toList();
    }

    @Override
    public Session find(Call call, SessionId id) {
        return list(call).stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow(SessionService::absent);
    }

    @Override
    public void end(Call call, SessionId id) {
        guard.writeOwn(call, (stores, user) -> {
            Session session = stores.sessions().lock(user, id).orElseThrow(SessionService::absent);
            ended(stores, call, session);
            return session;
        });
    }

    @Override
    public int endAll(Call call) {
        return guard.writeOwn(call, (stores, user) -> {
            int ended = stores.sessions().deleteAll(user);
            if (ended > 0) {
                Map<String, Object> whose = Map.of("user", user.value().toString());
                Map<String, Long> gone = Map.of("sessions", (long) ended);
                journal.deleted(stores, call, EntityType.SESSION, user, Optional.empty(), whose, gone);
            }
            return ended;
        });
    }

    @Override
    public void signOut(Call call) {
        if (call.caller().proof() instanceof Proof.OfSession proof) {
            guard.writeOwn(call, (stores, user) -> {
                stores.sessions().lock(user, proof.id()).ifPresent(session -> ended(stores, call, session));
                return proof;
            });
        }
    }

    private void ended(Stores stores, Call call, Session session) {
        stores.sessions().delete(session.user(), session.id());
        journal.deleted(stores, call, EntityType.SESSION, session.id(), Optional.empty(), session.audited(), Map.of());
    }

    private static ManagerException absent() {
        return ManagerException.notFound("Session");
    }
}
