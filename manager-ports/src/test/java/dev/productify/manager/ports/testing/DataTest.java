package dev.productify.manager.ports.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.changes.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the fakes announce is what the database's triggers announce. */
class DataTest {
    private static final Instant NOW = World.START;
    private static final TokenText TEXT = TokenText.generate(TokenKind.PERSONAL_ACCESS, new Random(5));
    private static final UserId ADA = new UserId(new UUID(1, 2));

    private final Data before = new Data();

    @Test
    void whatIsNewIsNoChange() {
        Data after = before.copy();
        put(after, user(false, false), token(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(before.changesTo(after)).isEmpty();
        assertThat(after.changesTo(after.copy())).isEmpty();
    }

    @Test
    void usersAndTokensThatAreNotWhatTheyWereAreChanges() {
        PersonalAccessToken token = token(Optional.empty(), Optional.empty(), Optional.empty());
        put(before, user(false, false), token);

        assertThat(changes(user(true, false), token)).containsExactly(Change.of(ADA));
        assertThat(changes(user(false, true), token)).containsExactly(Change.of(ADA));
        assertThat(changes(user(false, false), token(Optional.of(NOW), Optional.empty(), Optional.empty())))
                .containsExactly(Change.of(TEXT.selector()));
        assertThat(changes(user(false, false), token(Optional.empty(), Optional.of(NOW), Optional.empty())))
                .containsExactly(Change.of(TEXT.selector()));
    }

    @Test
    void whenATokenWasLastUsedIsNoChange() {
        put(before, user(false, false), token(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(changes(user(false, false), token(Optional.empty(), Optional.empty(), Optional.of(NOW))))
                .isEmpty();
    }

    @Test
    void whatIsGoneIsAChange() {
        put(before, user(false, false), token(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(before.changesTo(new Data())).containsExactlyInAnyOrder(Change.of(ADA), Change.of(TEXT.selector()));
    }

    private Set<Change> changes(User user, PersonalAccessToken token) {
        Data after = before.copy();
        put(after, user, token);
        return before.changesTo(after);
    }

    private static void put(Data data, User user, PersonalAccessToken token) {
        data.users.put(user.id(), user);
        data.tokens.put(token.selector(), token);
    }

    private static User user(boolean disabled, boolean administrator) {
        return new User(
                ADA,
                new Username("ada"),
                new Email("ada@example.com"),
                Optional.empty(),
                Optional.empty(),
                disabled,
                administrator,
                NOW,
                NOW,
                1);
    }

    private static PersonalAccessToken token(
            Optional<Instant> expiresAt, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {
        return new PersonalAccessToken(
                new PersonalAccessTokenId(new UUID(3, 4)),
                ADA,
                new Name("Token"),
                TEXT.selector(),
                TEXT.hash(),
                TEXT.displayPrefix(),
                expiresAt,
                revokedAt,
                lastUsedAt,
                NOW);
    }
}
