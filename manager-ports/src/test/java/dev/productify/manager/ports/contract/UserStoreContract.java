package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import dev.productify.manager.ports.tx.Door;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link UserStore} and {@link PersonalAccessTokenStore} promise. */
public abstract class UserStoreContract extends StoreContract {
    private static final Random RANDOM = new Random();

    @Test
    void everyFieldComesBackAsItWasWritten() {
        Username username = new Username("I" + newWord() + ".O+x" + "@Example-1_Z");
        User full = new User(
                new UserId(newId()),
                username,
                new Email("Åsa.Öberg+x@Exämple.com"),
                Optional.of(new Name("Åsa 😀 'Ö'")),
                true,
                true,
                CREATED,
                UPDATED,
                1);
        User bare = new User(
                new UserId(newId()),
                new Username(newWord()),
                new Email("a@b"),
                Optional.empty(),
                false,
                false,
                CREATED,
                CREATED,
                1);

        kept(full);
        kept(bare);

        assertThat(found(full.id())).contains(full);
        assertThat(found(full.username())).contains(full);
        assertThat(found(bare.id())).contains(bare);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThat(found(new UserId(newId()))).isEmpty();
        assertThat(found(new Username(newWord()))).isEmpty();
    }

    @Test
    void aUsernameIsUniqueIgnoringCaseAndFoundIgnoringCase() {
        String word = "i" + newWord();
        User first = kept(named(word));
        User second = named(word.toUpperCase(Locale.ROOT));

        assertRefused(CONFLICT, () -> kept(second));
        assertRefused(CONFLICT, () -> kept(named(word)));

        assertThat(found(second.id())).isEmpty();
        assertThat(found(second.username())).contains(first);
        assertThat(found(new Username("I" + word.substring(1)))).contains(first);
    }

    @Test
    void signsInAUsernameStandForThemselves() {
        String word = newWord();
        User first = kept(named(word + "_x"));

        assertThat(found(new Username(word + "ax"))).isEmpty();
        assertThat(found(new Username(word + ".x"))).isEmpty();
        assertThat(found(first.username())).contains(first);
    }

    @Test
    void emailAddressesNeedNotBeUnique() {
        User first = kept(user());
        User second = new User(
                new UserId(newId()),
                new Username(newWord()),
                first.email(),
                Optional.empty(),
                false,
                false,
                CREATED,
                UPDATED,
                1);

        kept(second);

        assertThat(found(second.id())).contains(second);
    }

    @Test
    void theNextVersionOfAUserIsKeptAndNoOther() {
        User user = kept(user());
        User disabled = user.withDisabled(true, LATER);

        change(PLATFORM, stores -> {
            assertFound(stores.users().lock(user.id())).contains(user);
            stores.users().update(disabled);
        });

        assertThat(found(user.id())).contains(disabled);
        assertRefused(CONFLICT, () -> change(PLATFORM, stores -> stores.users().update(disabled)));
        assertRefused(
                CONFLICT, () -> change(PLATFORM, stores -> stores.users().update(user().withDisabled(true, LATER))));
        assertThat(found(user.id())).contains(disabled);
    }

    @Test
    void administratorsOfTheInstallationAreTheEnabledOnes() {
        User administrator = kept(user(false, true));
        User disabled = kept(user(true, true));
        User plain = kept(user(false, false));

        Administrators administrators = write(PLATFORM, stores -> stores.users().lockAdministrators());

        assertThat(administrators.users()).contains(administrator.id()).doesNotContain(disabled.id(), plain.id());
    }

    @Test
    void anInstallationWithAUserIsNotEmpty() {
        kept(user());

        boolean empty = read(PLATFORM, stores -> stores.users().isEmpty());

        assertThat(empty).isFalse();
    }

    @Test
    void aTokenIsFoundThroughTheDoorBySelectorWithItsUser() {
        User user = kept(user());
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        TokenText other = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        PersonalAccessToken token = PersonalAccessToken.of(
                new PersonalAccessTokenId(newId()), user.id(), new Name("Notebook"), text, Optional.empty(), CREATED);

        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));

        assertThat(held(text)).contains(new Door.HeldToken(token, user));
        assertThat(held(other)).isEmpty();
    }

    @Test
    void everyFieldOfATokenComesBackAsItWasWritten() {
        User user = kept(user(true, true));
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        PersonalAccessToken token = new PersonalAccessToken(
                new PersonalAccessTokenId(newId()),
                user.id(),
                new Name("😀 'Büro'"),
                text.selector(),
                text.hash(),
                text.displayPrefix(),
                Optional.of(LATER),
                Optional.of(UPDATED),
                Optional.of(CREATED.plusMillis(1)),
                CREATED);

        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token));

        assertThat(held(text)).contains(new Door.HeldToken(token, user));
    }

    @Test
    void selectorsAreToldApartByCase() {
        User user = kept(user());
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);
        String swapped = text.selector()
                .value()
                .chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token(user, text)));

        Optional<Door.HeldToken> found =
                transactions().door(door -> door.personalAccessToken(new TokenSelector(swapped)));

        assertThat(found).isEmpty();
    }

    @Test
    void aTokenOfNobodyIsNotKept() {
        TokenText text = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);

        assertThatThrownBy(() ->
                        change(PLATFORM, stores -> stores.personalAccessTokens().insert(token(user(), text))))
                .isInstanceOf(RuntimeException.class);

        assertThat(held(text)).isEmpty();
    }

    private static PersonalAccessToken token(User user, TokenText text) {
        return PersonalAccessToken.of(
                new PersonalAccessTokenId(newId()), user.id(), new Name("Token"), text, Optional.empty(), CREATED);
    }

    private static User named(String username) {
        User user = user();
        return new User(
                user.id(), new Username(username), user.email(), Optional.empty(), false, false, CREATED, UPDATED, 1);
    }

    private Optional<Door.HeldToken> held(TokenText text) {
        return transactions().door(door -> door.personalAccessToken(text.selector()));
    }

    private Optional<User> found(UserId id) {
        return read(PLATFORM, stores -> stores.users().find(id));
    }

    private Optional<User> found(Username username) {
        return read(PLATFORM, stores -> stores.users().find(username));
    }
}
