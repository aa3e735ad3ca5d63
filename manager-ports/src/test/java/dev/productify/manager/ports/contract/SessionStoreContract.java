package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.session.SessionStore;
import dev.productify.manager.ports.signin.LastUses;
import dev.productify.manager.ports.tx.Binding;
import dev.productify.manager.ports.tx.Door.HeldSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link SessionStore} promises, and the door of sessions. */
public abstract class SessionStoreContract extends StoreContract {
    private static final Random RANDOM = new Random();
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void ownSessionsAreKeptNewestFirstAndDeleted() {
        User user = kept(user());
        Session first = kept(session(user, CREATED));
        Session second = kept(session(user, UPDATED));
        Session third = kept(session(user, LATER));

        assertThat(listed(own(user), user.id())).containsExactly(third, second, first);
        Optional<Session> locked = write(own(user), stores -> stores.sessions().lock(user.id(), second.id()));
        assertThat(locked.isPresent()).isTrue();
        assertThat(locked.get()).isEqualTo(second);

        change(own(user), stores -> stores.sessions().delete(user.id(), second.id()));
        assertThat(listed(own(user), user.id())).containsExactly(third, first);
        int ended = write(own(user), stores -> stores.sessions().deleteAll(user.id()));
        assertThat(ended).isEqualTo(2);
        assertThat(listed(PLATFORM, user.id())).isEmpty();
    }

    @Test
    void anothersSessionIsNeitherSeenNorTouchedWhateverUserIsNamed() {
        User user = kept(user());
        Session session = kept(session(user, CREATED));
        User administrator = kept(user(false, true));
        Project project = kept(project());
        User colleague = keptMember(Place.of(project.id()), Role.ADMIN);

        for (Binding binding : List.of(own(administrator), own(colleague), at(project))) {
            for (UserId named : List.of(user.id(), administrator.id())) {
                assertThat(listed(binding, named)).isEmpty();
                Optional<Session> found =
                        write(binding, stores -> stores.sessions().lock(named, session.id()));
                assertThat(found.isPresent()).isFalse();
                change(binding, stores -> stores.sessions().delete(named, session.id()));
                change(binding, stores -> stores.sessions().deleteAll(named));
            }
            change(binding, stores -> stores.sessions().used(session.id(), LATER));
            int removed = write(binding, stores -> stores.sessions().removeEnded(LATER, LATER.plus(WEEK), 10));
            assertThat(removed).isZero();
            assertThatThrownBy(() -> change(binding, stores -> stores.sessions().insert(session(user, CREATED))))
                    .isInstanceOf(RuntimeException.class);
        }

        assertThat(listed(own(user), user.id())).containsExactly(session);
    }

    @Test
    void aUseIsKeptUnlessOneIsNotedThatIsLittleEarlierOrLater() {
        User user = kept(user());
        Session session = kept(session(user, CREATED));

        assertThat(usedAt(session, CREATED.plus(LastUses.PRECISION).minusMillis(1)))
                .isEqualTo(CREATED);
        assertThat(usedAt(session, CREATED.minusSeconds(1))).isEqualTo(CREATED);
        assertThat(usedAt(session, CREATED.plus(LastUses.PRECISION))).isEqualTo(CREATED.plus(LastUses.PRECISION));
    }

    @Test
    void whatIsIdleOrExpiredIsRemovedAndNothingElse() {
        User user = kept(user());
        Session idle = kept(session(user, CREATED));
        Session used = kept(session(user, CREATED.plusMillis(1)));

        remove(CREATED.minusMillis(1), CREATED.plus(WEEK).minusMillis(1));
        assertThat(listed(PLATFORM, user.id())).containsExactly(used, idle);
        remove(CREATED, CREATED);
        assertThat(listed(PLATFORM, user.id())).containsExactly(used);
        remove(CREATED, used.expiresAt());
        assertThat(listed(PLATFORM, user.id())).isEmpty();
    }

    /** Of other tests' rows, too: until there is nothing more. */
    private void remove(Instant idleSince, Instant now) {
        int removed;
        do {
            removed = write(PLATFORM, stores -> stores.sessions().removeEnded(idleSince, now, 1));
            assertThat(removed).isBetween(0, 1);
        } while (removed > 0);
    }

    @Test
    void theDoorKnowsSessionsAndIdentities() {
        User user = kept(user());
        Session session = kept(session(user, CREATED));

        Optional<HeldSession> found = transactions().door(door -> door.session(session.selector()));
        assertThat(found.isPresent()).isTrue();
        assertThat(found.get()).isEqualTo(new HeldSession(session, user));
        Optional<HeldSession> unknown =
                transactions().door(door -> door.session(session(user, CREATED).selector()));
        assertThat(unknown.isPresent()).isFalse();

        ExternalIdentity identity = new ExternalIdentity("https://id.example.com", newId().toString());
        User known = User.create(
                new UserId(newId()),
                new User.Draft(new Username(newWord()), user.email(), Optional.empty()),
                identity,
                false,
                CREATED);
        change(PLATFORM, stores -> stores.users().insert(known));
        Optional<User> same = transactions().door(door -> door.user(identity));
        assertThat(same.isPresent()).isTrue();
        assertThat(same.get()).isEqualTo(known);
        ExternalIdentity elsewhere = new ExternalIdentity("https://other.example.com", identity.subject());
        Optional<User> other = transactions().door(door -> door.user(elsewhere));
        assertThat(other.isPresent()).isFalse();
    }

    private Session kept(Session session) {
        change(PLATFORM, stores -> stores.sessions().insert(session));
        return session;
    }

    private Instant usedAt(Session session, Instant at) {
        change(PLATFORM, stores -> stores.sessions().used(session.id(), at));
        return listed(PLATFORM, session.user()).get(0).lastUsedAt();
    }

    private List<Session> listed(Binding binding, UserId user) {
        return read(binding, stores -> stores.sessions().list(user));
    }

    private static Binding own(User user) {
        return new Binding.Own(user.id());
    }

    private static Session session(User user, Instant begun) {
        TokenText secret = TokenText.generate(TokenKind.SESSION, RANDOM);
        return new Session(
                new SessionId(newId()),
                user.id(),
                secret.selector(),
                secret.hash(),
                begun,
                begun,
                begun.plus(WEEK),
                Optional.of("192.0.2.1"),
                Optional.of("Browser"));
    }
}
