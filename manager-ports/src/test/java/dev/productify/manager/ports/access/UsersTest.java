package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsersTest {
    private final World world = new World();
    private final Users users = world.useCases.users();

    @Test
    void aNewUserIsWhatWasGivenAndNoAdministrator() {
        Users.Created created = users.create(
                world.admin,
                new User.Draft(new Username("Ada"), new Email("ada@example.com"), Optional.of(new Name("Ada L."))),
                false);

        assertThat(created.token()).isEmpty();
        assertThat(created.user().displayName()).contains(new Name("Ada L."));
        assertThat(created.user().platformAdministrator()).isFalse();
        assertThat(created.user().disabled()).isFalse();
        assertThat(world.audited()).containsExactly("create User", "create User");
    }

    @Test
    void theFirstTokenOfANewUserIsTheirs() {
        Users.Created created = users.create(world.admin, draft("ada"), true);

        Principal principal = world.useCases
                .authentication()
                .authenticate(
                        new Credentials.Bearer(created.token().orElseThrow().reveal()))
                .principal();

        assertThat(principal).isEqualTo(new Principal.Person(created.user().id(), new Username("ada"), false));
        assertThat(world.audited()).containsExactly("create User", "create User");
        assertThat(world.lastAudited().toString())
                .doesNotContain(created.token().orElseThrow().reveal().substring(12));
    }

    @Test
    void aTakenUsernameIsAConflictIgnoringCase() {
        world.person("ingrid");

        assertRefused(CONFLICT, () -> users.create(world.admin, draft("INGRID"), true));

        assertThat(world.audited()).hasSize(2);
    }

    @Test
    void onlyPlatformAdministratorsMakeUsers() {
        Call ada = world.person("ada");

        assertRefused(FORBIDDEN, () -> users.create(ada, draft("bob"), false));
        assertRefused(FORBIDDEN, () -> users.create(machine(), draft("bob"), false));
        assertRefused(UNAUTHENTICATED, () -> users.create(world.disabledPerson("eve"), draft("bob"), false));

        assertThat(world.audited()).filteredOn("create User"::equals).hasSize(2);
    }

    @Test
    void whoClaimsToBeAnAdministratorIsLookedUp() {
        Principal.Person ada = (Principal.Person) world.person("ada").principal();
        Call promoted = World.call(new Principal.Person(ada.id(), ada.username(), true));

        assertRefused(FORBIDDEN, () -> users.create(promoted, draft("bob"), false));
    }

    @Test
    void meIsThePersonWhoCalls() {
        Call ada = world.person("ada");

        assertThat(users.me(ada).username()).isEqualTo(new Username("ada"));
        assertThat(users.me(world.admin).username()).isEqualTo(FirstStart.ADMIN);
    }

    @Test
    void meIsNothingForMachineUsersAndForWhoIsGone() {
        Call gone = World.call(new World().person("nobody").principal());

        assertRefused(FORBIDDEN, () -> users.me(machine()));
        assertRefused(NOT_FOUND, () -> users.me(gone));
    }

    private Call machine() {
        return world.machine(world.tenant(world.project("shop"), "acme"), "bot", Role.EDITOR);
    }

    private static User.Draft draft(String username) {
        return new User.Draft(new Username(username), new Email("x@example.com"), Optional.empty());
    }

    @Test
    void aDisabledUserMayDoNothingUntilTheyAreEnabled() {
        Call ada = world.person("ada");
        UserId id = ((Principal.Person) ada.principal()).id();

        User disabled = users.setDisabled(world.admin, id, true);
        assertThat(disabled.disabled()).isTrue();
        assertThat(world.lastAudited().description()).isEqualTo("User updated: disabled");
        assertRefused(UNAUTHENTICATED, () -> world.useCases.projects().create(ada, World.projectDraft("x")));
        int rows = world.audited().size();
        users.setDisabled(world.admin, id, true);
        assertThat(world.audited()).hasSize(rows);

        users.setDisabled(world.admin, id, false);
        assertRefused(FORBIDDEN, () -> world.useCases.projects().create(ada, World.projectDraft("x")));
    }

    @Test
    void platformAdministratorsAreMadeByPlatformAdministratorsAndTheLastOneStays() {
        Call ada = world.person("ada");
        UserId id = ((Principal.Person) ada.principal()).id();
        UserId first = ((Principal.Person) world.admin.principal()).id();

        assertRefused(FORBIDDEN, () -> users.setPlatformAdministrator(ada, id, true));
        assertRefused(FORBIDDEN, () -> users.setDisabled(ada, first, true));
        assertRefused(CONFLICT, () -> users.setPlatformAdministrator(world.admin, first, false));
        assertRefused(CONFLICT, () -> users.setDisabled(world.admin, first, true));

        assertThat(users.setPlatformAdministrator(world.admin, id, true).platformAdministrator())
                .isTrue();
        users.setDisabled(ada, first, true);
        assertRefused(CONFLICT, () -> users.setPlatformAdministrator(ada, id, false));
        assertRefused(CONFLICT, () -> users.setDisabled(ada, id, true));
        assertThat(users.setPlatformAdministrator(ada, first, false).platformAdministrator())
                .isFalse();
        assertRefused(NOT_FOUND, () -> users.setDisabled(ada, new UserId(new UUID(7, 7)), true));
    }

    @Test
    void aUserIsChangedByPlatformAdministratorsOnly() {
        Call ada = world.person("ada");
        UserId id = id(ada);
        User.Change change = new User.Change(
                Patch.set(new Username("countess")), Patch.set(new Email("c@example.com")), Patch.set(new Name("Ada")));

        assertRefused(FORBIDDEN, () -> users.update(ada, id, change));
        assertRefused(NOT_FOUND, () -> users.update(world.admin, new UserId(new UUID(7, 7)), change));
        User changed = users.update(world.admin, id, change);

        assertThat(changed.username()).isEqualTo(new Username("countess"));
        assertThat(users.me(ada)).isEqualTo(changed);
        assertThat(world.lastAudited().description()).isEqualTo("User updated: username, email, displayName");
        assertThat(world.lastAudited().entityId()).isEqualTo(id.value());
        assertThat(world.lastAudited().project()).isEmpty();
    }

    @Test
    void theSameAgainWritesNothingAndADisabledUserCanBeChanged() {
        UserId id = id(world.person("ada"));
        users.setDisabled(world.admin, id, true);
        User.Change change = new User.Change(Patch.keep(), Patch.set(new Email("c@example.com")), Patch.keep());
        User changed = users.update(world.admin, id, change);
        int rows = world.audited().size();

        assertThat(users.update(world.admin, id, change)).isEqualTo(changed);
        assertThat(world.audited()).hasSize(rows);
        assertThat(changed.disabled()).isTrue();
    }

    @Test
    void aTakenUsernameStaysWhoseItIsAndTheOwnOneMayChangeItsCase() {
        UserId id = id(world.person("ada"));
        world.person("bob");

        assertRefused(CONFLICT, () -> users.update(world.admin, id, renamed("BOB")));
        assertThat(users.update(world.admin, id, renamed("ADA")).username()).isEqualTo(new Username("ADA"));
    }

    private static User.Change renamed(String username) {
        return new User.Change(Patch.set(new Username(username)), Patch.keep(), Patch.keep());
    }

    @Test
    void peopleSeeThemselvesAndWhoHasARoleOnTheirWayThroughTheTree() {
        // Their creator is a member of both projects.
        Project shop = world.project("shop");
        Tenant acme = world.tenant(shop, "acme");
        Tenant rival = world.tenant(shop, "rival");
        Call ada = world.with(world.person("ada"), acme.place(), Role.VIEWER);
        Call bob = world.with(world.person("bob"), Place.of(shop.id()), Role.ADMIN);
        Call dan = world.with(world.person("dan"), rival.place(), Role.ADMIN);
        Call eve =
                world.with(world.person("eve"), Place.of(world.project("other").id()), Role.ADMIN);

        assertThat(listed(ada)).containsExactly("admin", "ada", "bob");
        assertThat(listed(bob)).containsExactly("admin", "ada", "bob", "dan");
        assertThat(listed(dan)).as("tenants know nothing of each other").containsExactly("admin", "bob", "dan");
        assertThat(listed(eve)).containsExactly("admin", "eve");
        assertThat(listed(world.person("zoe"))).containsExactly("zoe");
        assertThat(listed(world.admin)).containsExactly("admin", "ada", "bob", "dan", "eve", "zoe");
        assertThat(users.count(ada, ListQuery.all())).isEqualTo(3);
        assertRefused(FORBIDDEN, () -> users.list(world.machine(acme, "bot", Role.EDITOR), ListQuery.all()));
        assertRefused(FORBIDDEN, () -> users.count(world.machine(acme, "bot2", Role.EDITOR), ListQuery.all()));
    }

    @Test
    void moreThanAThousandUsersAskForPagination() {
        world.platform(stores -> {
            for (int i = 1; i < 1000; i++) {
                User.Draft draft = draft("user" + i);
                stores.users().insert(User.create(new UserId(new UUID(1, i)), draft, false, World.START));
            }
        });
        assertThat(users.list(world.admin, ListQuery.all())).hasSize(1000);
        world.person("one-more");

        assertRefused(BAD_USER_INPUT, () -> users.list(world.admin, ListQuery.all()));
    }

    private List<String> listed(Call call) {
        return users.list(call, ListQuery.all()).stream()
                .map(user -> user.username().value())
                .toList();
    }

    private static UserId id(Call person) {
        return ((Principal.Person) person.principal()).id();
    }
}
