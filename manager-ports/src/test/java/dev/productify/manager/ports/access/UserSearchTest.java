package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.SearchText;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract A11, with and without a directory of other people. */
class UserSearchTest {
    private final World world = new World();
    private final Users own = world.useCases.users();
    private final Users outside = world.withDirectory().users();
    private final Project shop = world.project("shop");
    private final Tenant tenant = world.tenant(shop, "acme");
    private final Call admin = world.with(world.person("john-admin"), tenant.place(), Role.ADMIN);

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"VIEWER", "EDITOR"})
    void onlyAdministratorsOfSomethingSearch(Role role) {
        Call other = world.with(world.person("other"), Place.of(shop.id()), role);

        for (Users users : List.of(own, outside)) {
            assertRefused(FORBIDDEN, () -> search(users, other, "john"));
            assertRefused(
                    FORBIDDEN,
                    () -> search(users, world.machine(tenant, "bot" + users.hashCode(), Role.EDITOR), "john"));
            assertRefused(FORBIDDEN, () -> search(users, world.person("nobody" + users.hashCode()), "john"));
        }
        assertRefused(UNAUTHENTICATED, () -> search(outside, world.disabledPerson("gone"), "john"));
        assertThat(world.directory.asked()).isZero();
    }

    @Test
    void withoutADirectoryPlatformAdministratorsSearchAllUsers() {
        world.person("johnny");

        assertThat(search(own, world.admin, "JOHN")).containsExactly("john-admin", "johnny");
        assertThat(search(own, world.admin, "ny@example")).containsExactly("johnny");
        assertThat(search(own, world.admin, "nobody")).isEmpty();
    }

    @Test
    void otherAdministratorsFindWhoSharesAProjectAndWhomTheyCanName() {
        world.with(world.person("johnny"), Place.of(shop.id()), Role.VIEWER);
        world.person("johanna");
        world.person("john");

        assertThat(search(own, admin, "joh")).containsExactly("john-admin", "johnny");
        assertThat(search(own, admin, "John")).containsExactly("john", "john-admin", "johnny");
        assertThat(search(own, admin, "Johanna@example.com")).containsExactly("johanna");
    }

    @Test
    void noMoreThanTwentyAreFoundAndWhoWasNamedIsAmongThem() {
        for (int i = 10; i < 35; i++) {
            world.with(world.person("a-john" + i), Place.of(shop.id()), Role.VIEWER);
        }
        world.person("john");

        assertThat(search(own, world.admin, "john")).hasSize(20).doesNotContain("john");
        assertThat(search(own, admin, "john")).hasSize(20).startsWith("john", "a-john10");
    }

    @Test
    void whoIsFoundOutsideIsNoUserByThat() {
        UserDirectory.Entry john = listed("john", true);
        int rows = world.audited().size();

        List<ProviderUser> found = outside.search(world.admin, new SearchText("joh"));

        assertThat(found)
                .containsExactly(
                        new ProviderUser(john.id(), john.username(), john.email(), john.displayName(), true, false));
        assertThat(world.audited()).hasSize(rows);
        assertThat(own.search(world.admin, new SearchText("john@outside.example")))
                .isEmpty();
    }

    @Test
    void whoIsAUserAlreadyIsShownAsTheUser() {
        UserDirectory.Entry john = listed("john", true);
        User user = User.create(
                new UserId(new UUID(9, 9)),
                new User.Draft(new Username("johnny"), new Email("johnny@example.com"), Optional.empty()),
                john.identity(),
                false,
                World.START);
        world.platform(stores -> stores.users().insert(user));

        assertThat(outside.search(world.admin, new SearchText("john@outside")))
                .containsExactly(
                        new ProviderUser(user.id(), user.username(), user.email(), user.displayName(), false, true));
    }

    /** Contract A8: neither a username nor an e-mail says that somebody is the same person. */
    @Test
    void whoIsOnlyCalledAlikeIsSomebodyElse() {
        UserDirectory.Entry john = listed("john-admin", false);

        assertThat(outside.search(world.admin, new SearchText("john-admin")))
                .extracting(ProviderUser::id)
                .containsExactly(john.id());
        assertThat(outside.search(admin, new SearchText("john-admin")))
                .extracting(ProviderUser::known)
                .containsExactly(false, true);
    }

    @Test
    void otherAdministratorsFindOutsideWhomTheyCanNameOnly() {
        listed("john", false);
        listed("johanna", false);

        assertThat(search(outside, admin, "joh")).containsExactly("john-admin");
        assertThat(search(outside, admin, "JOHN")).containsExactly("john", "john-admin");
        assertThat(search(outside, admin, "johanna@outside.example")).containsExactly("johanna");
    }

    @Test
    void aDirectoryThatDoesNotAnswerIsSaidSo() {
        world.directory.offline();

        assertRefused(UNAVAILABLE, () -> search(outside, world.admin, "john"));
        assertRefused(UNAVAILABLE, () -> search(outside, admin, "john"));
    }

    private UserDirectory.Entry listed(String username, boolean disabled) {
        UUID id = UUID.nameUUIDFromBytes(username.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        UserDirectory.Entry entry = new UserDirectory.Entry(
                new UserId(id),
                new ExternalIdentity("https://id.example.com", id.toString()),
                new Username(username),
                new Email(username + "@outside.example"),
                Optional.of(new Name("Mr " + username)),
                disabled);
        world.directory.add(entry);
        return entry;
    }

    private static List<String> search(Users users, Call call, String text) {
        return users.search(call, new SearchText(text)).stream()
                .map(user -> user.username().value())
                .toList();
    }
}
