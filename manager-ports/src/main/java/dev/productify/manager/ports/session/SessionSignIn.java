package dev.productify.manager.ports.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionTimes;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.changes.ReadModel;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.tx.Door.HeldSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Whose session somebody presents the secret of. */
public final class SessionSignIn {
    private final ReadModel<TokenSelector, HeldSession> sessions;
    private final SessionTimes times;
    private final InstantSource clock;
    private final LastUses uses;

    /** @param sessions as {@link KnownSessions#over} makes it */
    public SessionSignIn(
            ReadModel<TokenSelector, HeldSession> sessions, SessionTimes times, InstantSource clock, LastUses uses) {
        this.sessions = requireNonNull(sessions, "sessions");
        this.times = requireNonNull(times, "times");
        this.clock = requireNonNull(clock, "clock");
        this.uses = requireNonNull(uses, "uses");
    }

    public Optional<Caller> bySecret(TokenText presented) {
        Instant now = clock.instant();
        return sessions.get(presented.selector())
                .filter(held -> held.session().isProvedBy(presented))
                .filter(held -> !held.user().disabled())
                .filter(held -> !held.session().isExpired(now))
                .flatMap(held -> notIdle(held, now))
                .map(held -> used(held, now));
    }

    /** A copy does not know of uses since it was made; who seems idle by it is looked at anew. */
    private Optional<HeldSession> notIdle(HeldSession held, Instant now) {
        if (!held.session().isIdle(times.idle(), now)) {
            return Optional.of(held);
        }
        return sessions.renewed(held.session().selector())
                .filter(renewed -> !renewed.session().isIdle(times.idle(), now))
                .filter(renewed -> !renewed.user().disabled());
    }

    private Caller used(HeldSession held, Instant now) {
        Session session = held.session();
        User user = held.user();
        uses.used(session, now);
        return new Caller(
                new Principal.Person(user.id(), user.username(), user.platformAdministrator()),
                new Proof.OfSession(session.id()));
    }
}
