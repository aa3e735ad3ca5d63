package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.Grant;
import dev.productify.manager.domain.access.Member;
import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MembersTest {
    private final World world = new World();
    private final Members members = world.useCases.members();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Tenant sibling = world.tenant(project, "beta");
    private final Application application = world.application(tenant, "web");
    private final Call bob = world.person("bob");

    /** With a role at one level, whether lists of members are read and changed at each level. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    role   | at          | act    | PROJECT   | TENANT    | APPLICATION
                    VIEWER | PROJECT     | read   | ok        | ok        | ok
                    VIEWER | PROJECT     | change | FORBIDDEN | FORBIDDEN | FORBIDDEN
                    EDITOR | PROJECT     | change | FORBIDDEN | FORBIDDEN | FORBIDDEN
                    ADMIN  | PROJECT     | change | ok        | ok        | ok
                    VIEWER | TENANT      | read   | FORBIDDEN | ok        | ok
                    ADMIN  | TENANT      | change | FORBIDDEN | ok        | ok
                    ADMIN  | APPLICATION | read   | FORBIDDEN | FORBIDDEN | ok
                    ADMIN  | APPLICATION | change | FORBIDDEN | FORBIDDEN | ok
                    """)
    void whoReadsAndChangesMembers(
            Role role, Level at, String act, String onProject, String onTenant, String onApplication) {
        Call ada = world.with(world.person("ada"), place(at), role);
        Map<Level, String> expected =
                Map.of(Level.PROJECT, onProject, Level.TENANT, onTenant, Level.APPLICATION, onApplication);

        expected.forEach((level, outcome) -> {
            Runnable work = act.equals("read")
                    ? () -> members.list(ada, target(level), ListQuery.all())
                    : () -> members.add(ada, target(level), id(bob), Role.ADMIN);
            if (outcome.equals("ok")) {
                work.run();
            } else {
                assertRefused(FORBIDDEN, work);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aMemberIsAddedChangedReadAndRemovedWithOneAuditRowForEach(Level level) {
        Call ada = world.with(world.person("ada"), place(level), Role.ADMIN);
        int before = world.transactions.auditLog().size();

        Membership added = members.add(ada, target(level), id(bob), Role.VIEWER);
        MemberId id = added.member().id();
        Membership changed = members.changeRole(ada, level, id, Role.EDITOR);
        members.changeRole(ada, level, id, Role.EDITOR);

        assertThat(added.user().id()).isEqualTo(id(bob));
        assertThat(members.find(ada, target(level), id)).isEqualTo(changed);
        List<Membership> listed = members.list(ada, target(level), ListQuery.all());
        assertThat(listed).contains(changed);
        assertThat(members.count(ada, target(level), ListQuery.all()))
                .isEqualTo(listed.size())
                // the project was made by admin, who is its administrator
                .isEqualTo(level == Level.PROJECT ? 3 : 2);

        members.remove(ada, level, id);

        assertRefused(NOT_FOUND, () -> members.find(ada, target(level), id));
        List<AuditEntry> log = world.transactions.auditLog();
        assertThat(log.subList(before, log.size()))
                .allSatisfy(entry -> {
                    assertThat(entry.entityType().word()).isEqualTo("User2" + word(level));
                    assertThat(entry.entityId()).isEqualTo(id.value());
                    assertThat(entry.project()).contains(project.id());
                    assertThat(entry.tenant()).isEqualTo(place(level).tenant());
                })
                .extracting(entry -> entry.action().word())
                .containsExactly("create", "update", "delete");
        assertThat(log.get(before + 1).changes().fields())
                .isEqualTo(Map.of("role", new FieldChange("viewer", "editor")));
    }

    @Test
    void nobodyIsAddedTwiceAndNobodyWhoDoesNotExist() {
        Target target = target(Level.TENANT);
        members.add(world.admin, target, id(bob), Role.VIEWER);

        assertRefused(CONFLICT, () -> members.add(world.admin, target, id(bob), Role.ADMIN));
        assertThat(assertRefused(
                        NOT_FOUND, () -> members.add(world.admin, target, new UserId(new UUID(7, 7)), Role.ADMIN)))
                .isEqualTo("User not found");
    }

    @Test
    void theLastAdministratorOfAProjectIsNeitherRemovedNorDemoted() {
        Call ada = world.person("ada");
        MemberId first = members.add(world.admin, target(Level.PROJECT), id(ada), Role.ADMIN)
                .member()
                .id();
        MemberId creators = members.list(world.admin, target(Level.PROJECT), ListQuery.all()).stream()
                .map(row -> row.member().id())
                .filter(id -> !id.equals(first))
                .findFirst()
                .orElseThrow();
        members.remove(ada, Level.PROJECT, creators);

        assertRefused(CONFLICT, () -> members.remove(ada, Level.PROJECT, first));
        assertRefused(CONFLICT, () -> members.changeRole(world.admin, Level.PROJECT, first, Role.EDITOR));
        members.changeRole(ada, Level.PROJECT, first, Role.ADMIN);

        MemberId second = members.add(ada, target(Level.PROJECT), id(bob), Role.ADMIN)
                .member()
                .id();
        members.changeRole(ada, Level.PROJECT, first, Role.EDITOR);
        assertRefused(CONFLICT, () -> members.remove(bob, Level.PROJECT, second));
    }

    @Test
    void aDisabledAdministratorDoesNotCount() {
        Call ada = world.person("ada");
        Project own = world.project("own");
        Target target = new Target.OfProject(own.id());
        MemberId adas =
                members.add(world.admin, target, id(ada), Role.ADMIN).member().id();
        MemberId bobs =
                members.add(world.admin, target, id(bob), Role.ADMIN).member().id();
        MemberId creators = members.list(world.admin, target, ListQuery.all())
                .get(0)
                .member()
                .id();
        members.remove(ada, Level.PROJECT, creators);
        world.useCases.users().setDisabled(world.admin, id(bob), true);

        assertRefused(CONFLICT, () -> members.remove(world.admin, Level.PROJECT, adas));
        members.remove(world.admin, Level.PROJECT, bobs);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"TENANT", "APPLICATION"})
    void theLastAdministratorBelowAProjectMayGo(Level level) {
        Membership only = members.add(world.admin, target(level), id(bob), Role.ADMIN);

        members.remove(bob, level, only.member().id());

        assertThat(members.list(world.admin, target(level), ListQuery.all())).isEmpty();
    }

    /** Whoever may not read the list is not told whether somebody is on it. */
    @Test
    void anUnknownAndAnUnreadableMemberLookTheSame() {
        MemberId ofProject = members.list(world.admin, target(Level.PROJECT), ListQuery.all())
                .get(0)
                .member()
                .id();
        MemberId ofTenant = members.add(world.admin, target(Level.TENANT), id(bob), Role.VIEWER)
                .member()
                .id();
        MemberId unknown = new MemberId(new UUID(7, 7));
        Call ada = world.with(world.person("ada"), tenant.place(), Role.ADMIN);
        Call eve = world.with(world.person("eve"), sibling.place(), Role.ADMIN);

        for (Call call : List.of(ada, eve)) {
            assertThat(List.of(
                            assertRefused(NOT_FOUND, () -> members.remove(call, Level.PROJECT, ofProject)),
                            assertRefused(
                                    NOT_FOUND, () -> members.changeRole(call, Level.PROJECT, ofProject, Role.VIEWER)),
                            assertRefused(NOT_FOUND, () -> members.remove(call, Level.PROJECT, unknown))))
                    .containsOnly("Membership not found");
        }
        assertRefused(NOT_FOUND, () -> members.remove(eve, Level.TENANT, ofTenant));
        assertRefused(FORBIDDEN, () -> members.remove(bob, Level.TENANT, ofTenant));
        assertRefused(NOT_FOUND, () -> members.remove(ada, Level.APPLICATION, ofTenant));
        assertRefused(NOT_FOUND, () -> members.find(ada, target(Level.APPLICATION), ofTenant));
    }

    @Test
    void machineUsersNeverTouchMembers() {
        Call machine = world.machine(tenant, "bot", Role.EDITOR);
        MemberId ofTenant = members.add(world.admin, target(Level.TENANT), id(bob), Role.VIEWER)
                .member()
                .id();

        assertRefused(FORBIDDEN, () -> members.list(machine, target(Level.TENANT), ListQuery.all()));
        assertRefused(FORBIDDEN, () -> members.count(machine, target(Level.APPLICATION), ListQuery.all()));
        assertRefused(FORBIDDEN, () -> members.find(machine, target(Level.TENANT), ofTenant));
        assertRefused(FORBIDDEN, () -> members.add(machine, target(Level.TENANT), id(bob), Role.VIEWER));
        assertRefused(NOT_FOUND, () -> members.changeRole(machine, Level.TENANT, ofTenant, Role.ADMIN));
        assertRefused(NOT_FOUND, () -> members.remove(machine, Level.TENANT, ofTenant));
    }

    @Test
    void membersGoWithTheirPlaceAndAreCounted() {
        members.add(world.admin, target(Level.TENANT), id(bob), Role.VIEWER);
        members.add(world.admin, target(Level.APPLICATION), id(bob), Role.VIEWER);

        world.useCases.tenants().delete(world.admin, tenant.id());

        assertThat(world.lastAudited().metadata()).containsEntry("members", 2L);
        assertRefused(NOT_FOUND, () -> members.list(world.admin, target(Level.TENANT), ListQuery.all()));
    }

    @Test
    void aListIsNeverCutSilently() {
        world.platform(stores -> {
            for (int i = 1; i <= 1001; i++) {
                User.Draft draft =
                        new User.Draft(new Username("u" + i), new Email("u" + i + "@example.com"), Optional.empty());
                User user = User.create(new UserId(new UUID(0, i)), draft, false, World.START);
                stores.users().insert(user);
                stores.members()
                        .insert(new Member(
                                new MemberId(new UUID(0, i)),
                                user.id(),
                                new Grant(tenant.place(), Role.VIEWER),
                                World.START,
                                World.START));
            }
        });
        ListQuery<MemberColumn> page = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 1)));

        assertRefused(BAD_USER_INPUT, () -> members.list(world.admin, target(Level.TENANT), ListQuery.all()));
        assertThat(members.list(world.admin, target(Level.TENANT), page)).hasSize(1000);
    }

    private Place place(Level level) {
        return switch (level) {
            case PROJECT -> Place.of(project.id());
            case TENANT -> tenant.place();
            case APPLICATION -> application.place();
        };
    }

    private Target target(Level level) {
        return switch (level) {
            case PROJECT -> new Target.OfProject(project.id());
            case TENANT -> new Target.OfTenant(tenant.id());
            case APPLICATION -> new Target.OfApplication(application.id());
        };
    }

    private static String word(Level level) {
        return level.name().charAt(0) + level.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static UserId id(Call person) {
        return ((Principal.Person) person.principal()).id();
    }
}
