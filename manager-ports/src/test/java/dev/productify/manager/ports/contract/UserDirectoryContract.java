package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.ports.access.UserDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link UserDirectory} promises. An implementation passes when a subclass makes a directory and fills it. */
public abstract class UserDirectoryContract {
    protected static final String ISSUER = "https://id.example.com";

    /** The same one throughout a test, with nobody in it at first. */
    protected abstract UserDirectory directory();

    /** Puts somebody into the directory whose name is the display name. */
    protected abstract void add(UserDirectory.Entry person);

    @Test
    void everyFieldComesBackByEveryWay() {
        UserDirectory.Entry full = added("Ada.Lovelace", "Ada@Example.com", Optional.of("Ada Countess"), true);
        UserDirectory.Entry bare = added("bob", "bob@b.example.com", Optional.empty(), false);

        assertThat(searched("lovelace")).containsExactly(full);
        assertThat(exactly("ada.lovelace")).containsExactly(full);
        assertThat(directory().find(full.id())).contains(full);
        assertThat(searched("bob")).containsExactly(bare);
        assertThat(exactly("bob@b.example.com")).containsExactly(bare);
        assertThat(directory().find(bare.id())).contains(bare);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        added("ada", "ada@example.com", Optional.empty(), false);

        assertThat(searched("nobody")).isEmpty();
        assertThat(exactly("nobody")).isEmpty();
        assertThat(directory().find(new UserId(UUID.randomUUID()))).isEmpty();
        assertThat(directory().find(new UserId(new UUID(0x0197_0000_0000_7000L, 0x8000_0000_0000_0001L))))
                .isEmpty();
    }

    @Test
    void peopleAreFoundByAPartOfUsernameEmailOrNameInTheOrderOfTheirUsernames() {
        UserDirectory.Entry byName = added("b1", "b1@example.com", Optional.of("Grace Hopper"), false);
        UserDirectory.Entry byEmail = added("a1", "x.Hopper@example.com", Optional.empty(), false);
        UserDirectory.Entry byUsername = added("c-hopper", "c1@example.com", Optional.empty(), false);
        added("d1", "d1@example.com", Optional.of("Somebody Else"), false);

        assertThat(searched("HOPPER")).containsExactly(byEmail, byName, byUsername);
    }

    @Test
    void everySignOfATextStandsForItself() {
        UserDirectory.Entry under = added("an_x", "1@example.com", Optional.of("100% Sure"), false);
        added("anyx", "2@example.com", Optional.of("100 Sure"), false);

        assertThat(searched("an_x")).containsExactly(under);
        assertThat(searched("0%")).containsExactly(under);
        assertThat(searched("__")).isEmpty();
        assertThat(exactly("an_x")).containsExactly(under);
    }

    @Test
    void whoIsMeantExactlyIsFoundAmongManyWhoAreAlike() {
        List<UserDirectory.Entry> all = new ArrayList<>();
        for (int i = 100; i < 250; i++) {
            all.add(added("a-john" + i, "john" + i + "@example.com", Optional.empty(), false));
        }
        UserDirectory.Entry meant = added("john", "john@example.com", Optional.empty(), false);

        assertThat(searched("john")).isEqualTo(all.subList(0, UserDirectory.MOST));
        assertThat(exactly("JOHN")).containsExactly(meant);
        assertThat(exactly("John@example.com")).containsExactly(meant);
        assertThat(exactly("joh")).isEmpty();
    }

    protected UserDirectory.Entry added(String username, String email, Optional<String> name, boolean disabled) {
        UUID id = UUID.randomUUID();
        UserDirectory.Entry person = new UserDirectory.Entry(
                new UserId(id),
                new ExternalIdentity(ISSUER, id.toString()),
                new Username(username),
                new Email(email),
                name.map(Name::new),
                disabled);
        add(person);
        return person;
    }

    protected List<UserDirectory.Entry> searched(String text) {
        return directory().search(new SearchText(text));
    }

    protected List<UserDirectory.Entry> exactly(String text) {
        return directory().exactly(new SearchText(text));
    }
}
