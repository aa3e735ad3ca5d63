package dev.productify.manager.ports.access;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAVAILABLE;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who was found in the directory becomes a user when somebody makes them a member (contract A11). */
class EnlistingTest {
    private static final UUID ID = UUID.fromString("9f1c1f7a-5b0e-4c39-8b8f-0d1a2b3c4d5e");

    private final World world = new World();
    private final Members members = world.withDirectory().members();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Target target = new Target.OfTenant(tenant.id());
    private final Call admin = world.with(world.person("admin-of-acme"), tenant.place(), Role.ADMIN);

    private UserDirectory.Entry listed(boolean disabled) {
        UserDirectory.Entry entry = new UserDirectory.Entry(
                new UserId(ID),
                new ExternalIdentity("https://id.example.com", ID.toString()),
                new Username("Ada"),
                new Email("ada@outside.example"),
                Optional.of(new Name("Ada L.")),
                disabled);
        world.directory.add(entry);
        return entry;
    }

    @Test
    void theyBecomeAUserUnderTheIdThatWasFoundAndBothIsAudited() {
        UserDirectory.Entry ada = listed(false);
        int before = world.audited().size();

        User user = members.add(admin, target, ada.id(), Role.VIEWER).user();

        assertThat(user.id()).isEqualTo(ada.id());
        assertThat(user.identity()).contains(ada.identity());
        assertThat(user.username()).isEqualTo(ada.username());
        assertThat(user.displayName()).isEqualTo(ada.displayName());
        assertThat(user.platformAdministrator()).isFalse();
        List<AuditEntry> log = world.transactions.auditLog();
        assertThat(world.audited().subList(before, log.size())).containsExactly("create User", "create User2Tenant");
        AuditEntry made = log.get(before);
        assertThat(made.project()).isEmpty();
        assertThat(made.actor()).isEqualTo(admin.principal());
        assertThat(made.changes().fields().get("subject").after()).isEqualTo(ID.toString());
    }

    @Test
    void theSecondTimeTheyAreAUserAndNobodyIsAsked() {
        UserDirectory.Entry ada = listed(false);
        members.add(admin, target, ada.id(), Role.VIEWER);
        int asked = world.directory.asked();

        members.add(world.admin, new Target.OfProject(project.id()), ada.id(), Role.EDITOR);

        assertThat(world.directory.asked()).isEqualTo(asked);
        assertThat(world.audited()).filteredOn("create User"::equals).hasSize(3);
    }

    @Test
    void usersAreAddedWhetherTheDirectoryAnswersOrNot() {
        UserId bob = ((Principal.Person) world.person("bob").principal()).id();
        world.directory.offline();

        members.add(admin, target, bob, Role.VIEWER);

        assertThat(world.directory.asked()).isZero();
    }

    @Test
    void aTakenUsernameGetsANumber() {
        world.person("ada");
        world.person("ADA-2");

        User user = members.add(admin, target, listed(false).id(), Role.VIEWER).user();

        assertThat(user.username()).isEqualTo(new Username("Ada-3"));
    }

    /** Whoever signed in meanwhile is found by issuer and subject, whatever the id. */
    @Test
    void whoIsAUserUnderAnotherIdIsThatUser() {
        UserDirectory.Entry ada = listed(false);
        User known = User.create(new UserId(new UUID(9, 9)), ada.draft(), ada.identity(), false, World.START);
        world.platform(stores -> stores.users().insert(known));

        assertThat(members.add(admin, target, ada.id(), Role.VIEWER).user()).isEqualTo(known);
        assertRefused(CONFLICT, () -> members.add(admin, target, ada.id(), Role.VIEWER));
    }

    @Test
    void whoIsDisabledThereIsDisabledHere() {
        assertThat(members.add(admin, target, listed(true).id(), Role.VIEWER)
                        .user()
                        .disabled())
                .isTrue();
    }

    @Test
    void whomNobodyKnowsIsNotFound() {
        int rows = world.audited().size();

        assertRefused(NOT_FOUND, () -> members.add(admin, target, new UserId(ID), Role.VIEWER));

        assertThat(world.audited()).hasSize(rows);
        assertThat(world.directory.asked()).isEqualTo(1);
    }

    @Test
    void theDirectoryIsAskedOnlyForThoseWhoMayGiveTheRole() {
        UserId ada = listed(false).id();
        Call viewer = world.with(world.person("viewer"), tenant.place(), Role.VIEWER);
        Call stranger = world.person("stranger");

        assertRefused(FORBIDDEN, () -> members.add(viewer, target, ada, Role.VIEWER));
        assertRefused(NOT_FOUND, () -> members.add(stranger, target, ada, Role.VIEWER));
        assertRefused(FORBIDDEN, () -> members.add(admin, new Target.OfProject(project.id()), ada, Role.VIEWER));

        assertThat(world.directory.asked()).isZero();
        assertThat(world.useCases.users().list(world.admin, ListQuery.all()))
                .noneMatch(user -> user.id().equals(ada));
    }

    @Test
    void aDirectoryThatDoesNotAnswerChangesNothing() {
        UserId ada = listed(false).id();
        int rows = world.audited().size();
        world.directory.offline();

        assertRefused(UNAVAILABLE, () -> members.add(admin, target, ada, Role.VIEWER));

        assertThat(world.audited()).hasSize(rows);
    }

    @Test
    void withoutADirectoryWhoIsNoUserIsNotFound() {
        UserId ada = listed(false).id();

        assertRefused(NOT_FOUND, () -> world.useCases.members().add(admin, target, ada, Role.VIEWER));
    }
}
