package dev.productify.manager.ports.contract;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Administrators;
import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.access.UserStore;
import dev.productify.manager.ports.token.PersonalAccessTokenStore;
import dev.productify.manager.ports.tx.Door;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
                Optional.of(new ExternalIdentity("https://id.example.com", newId().toString())),
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
    void aUserIsFoundByWhoTheProviderSaysItIs() {
        ExternalIdentity identity = identity();
        User user = kept(known(newWord(), identity));
        ExternalIdentity elsewhere = new ExternalIdentity("https://other.example.com", identity.subject());
        User same = kept(known(newWord(), elsewhere));

        assertFound(read(PLATFORM, stores -> stores.users().find(identity))).contains(user);
        assertFound(read(PLATFORM, stores -> stores.users().find(identity()))).isEmpty();
        assertRows(read(PLATFORM, stores -> stores.users().findAll(List.of(identity, elsewhere, identity()))))
                .containsOnly(Map.entry(identity, user), Map.entry(elsewhere, same));
        assertRows(read(PLATFORM, stores -> stores.users().findAll(List.of()))).isEmpty();
    }

    @Test
    void anIdentityIsThatOfOneUserAndAnIdToo() {
        ExternalIdentity identity = identity();
        User user = kept(known(newWord(), identity));

        assertRefused(CONFLICT, () -> kept(known(newWord(), identity)));
        assertRefused(CONFLICT, () -> kept(user));

        assertFound(read(PLATFORM, stores -> stores.users().find(identity))).contains(user);
    }

    @Test
    void aUsernameCannotBeChangedToATakenOne() {
        User first = kept(user());
        User second = kept(user());
        Username taken = new Username(first.username().value().toUpperCase(Locale.ROOT));
        User.Change change = new User.Change(Patch.set(taken), Patch.keep(), Patch.keep());

        assertRefused(CONFLICT, () -> change(PLATFORM, stores -> stores.users().update(second.with(change, LATER))));

        assertThat(found(second.id())).contains(second);
        change(PLATFORM, stores -> stores.users().update(first.with(change, LATER)));
        assertFound(found(first.username()).map(User::username)).contains(taken);
    }

    @Test
    void usernamesThatExtendOneByANumberAreKnown() {
        String word = newWord() + ".+x";
        List.of(word, word + "-2", word + "-13").forEach(name -> kept(named(name)));
        List.of(word + "-", word + "-2a", word + "2", word.replace('.', 'y'), word.replace("+", ""))
                .forEach(name -> {
                    kept(named(name));
                });

        Set<String> keys =
                read(PLATFORM, stores -> stores.users().keysLike(new Username(word.toUpperCase(Locale.ROOT))));

        assertThat(keys).containsExactlyInAnyOrder(word, word + "-2", word + "-13");
    }

    @Test
    void peopleAreFoundByAPartOfWhatTheyAreCalledInTheOrderOfTheirUsernames() {
        String word = newWord();
        User byName = kept(called("B" + newWord(), "b@example.com", "Öl " + word.toUpperCase(Locale.ROOT) + "_%"));
        User byEmail = kept(called("a" + newWord(), "x." + word + "@Example.com", "A"));
        User byUsername = kept(called("C" + word, "c@example.com", "C"));

        assertThat(searched(word, 10)).containsExactly(byEmail, byName, byUsername);
        assertThat(searched(word, 2)).containsExactly(byEmail, byName);
        assertThat(searched("öl " + word, 10)).containsExactly(byName);
        assertThat(searched(word + "_%", 10)).containsExactly(byName);
        assertThat(searched(word + "%", 10)).isEmpty();
        assertThat(searched(newWord(), 10)).isEmpty();
    }

    @Test
    void peopleAreFoundExactlyByUsernameOrEmailWhateverTheCase() {
        String word = newWord();
        User byUsername = kept(called("I" + word, "i@example.com", word));
        User byEmail = kept(called(newWord(), word + "I@Example.com", word));
        User alike = kept(called(newWord(), word + "i@example.com", word));

        assertThat(exactly("i" + word, 10)).containsExactly(byUsername);
        assertThat(exactly("I" + word.toUpperCase(Locale.ROOT), 10)).containsExactly(byUsername);
        assertThat(exactly(word + "i@eXample.com", 10)).containsExactlyInAnyOrder(byEmail, alike);
        assertThat(exactly(word + "i@eXample.com", 1)).hasSize(1);
        assertThat(exactly(word, 10)).isEmpty();
        assertThat(exactly(word + "%", 10)).isEmpty();
    }

    private List<User> searched(String text, int most) {
        return read(PLATFORM, stores -> stores.users().search(new SearchText(text), most));
    }

    private List<User> exactly(String text, int most) {
        return read(PLATFORM, stores -> stores.users().exactly(new SearchText(text), most));
    }

    private static ExternalIdentity identity() {
        return new ExternalIdentity("https://id.example.com", newId().toString());
    }

    private static User known(String username, ExternalIdentity identity) {
        User.Draft draft = new User.Draft(new Username(username), new Email("a@b"), Optional.empty());
        return User.create(new UserId(newId()), draft, identity, false, CREATED);
    }

    private static User called(String username, String email, String name) {
        User.Draft draft = new User.Draft(new Username(username), new Email(email), Optional.of(new Name(name)));
        return User.create(new UserId(newId()), draft, false, CREATED);
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
                user.id(),
                new Username(username),
                user.email(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                CREATED,
                UPDATED,
                1);
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
