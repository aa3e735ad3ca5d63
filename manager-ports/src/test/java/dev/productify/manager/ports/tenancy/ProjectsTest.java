package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectsTest {
    private final World world = new World();
    private final Projects projects = world.useCases.projects();

    @Test
    void aNewProjectIsWhatWasGiven() {
        Project.Draft draft = new Project.Draft(
                new Name("Shop"), Optional.of(new Slug("shop")), Optional.of(new Description("All we sell")), true);

        Project project = projects.create(world.admin, draft);

        assertThat(projects.find(world.admin, new Slug("shop"))).isEqualTo(project);
        assertThat(project.name()).isEqualTo(draft.name());
        assertThat(project.description()).isEqualTo(draft.description());
        assertThat(project.isProtected()).isTrue();
        assertThat(project.createdAt()).isEqualTo(World.START);
    }

    @Test
    void byDefaultOnlyPlatformAdministratorsCreateProjects() {
        Call ada = world.person("ada");
        List<String> before = world.audited();

        assertRefused(FORBIDDEN, () -> projects.create(ada, World.projectDraft("shop")));

        assertThat(world.audited()).isEqualTo(before);
        assertThat(projects.count(world.admin, ListQuery.all())).isZero();
    }

    @Test
    void whereUsersMayCreateProjectsTheCreatorIsTheAdministratorAndCanGoOn() {
        World open = new World(ProjectCreation.USERS);
        Call ada = open.person("ada");
        Call bob = open.person("bob");

        Project project = open.useCases.projects().create(ada, World.projectDraft("shop"));
        Tenant tenant = open.useCases.tenants().create(ada, project.id(), World.tenantDraft("acme"));
        open.useCases.projects().update(ada, project.id(), protection(true));
        open.useCases.projects().update(ada, project.id(), protection(false));

        assertThat(open.useCases.projects().list(ada, ListQuery.all()))
                .extracting(Project::id)
                .containsExactly(project.id());
        assertRefused(NOT_FOUND, () -> open.useCases.projects().find(bob, project.slug()));
        assertRefused(NOT_FOUND, () -> open.useCases.tenants().update(bob, tenant.id(), TenantsTest.renamed("x")));
        open.useCases.projects().delete(ada, project.id());
        assertThat(open.useCases.projects().list(open.admin, ListQuery.all())).isEmpty();
    }

    @Test
    void whoIsDisabledOrGoneCreatesNothing() {
        World open = new World(ProjectCreation.USERS);
        Call disabled = open.disabledPerson("eve");
        Call absent = World.call(new World().person("nobody").principal());

        assertRefused(UNAUTHENTICATED, () -> open.useCases.projects().create(disabled, World.projectDraft("a")));
        assertRefused(UNAUTHENTICATED, () -> open.useCases.projects().create(absent, World.projectDraft("a")));
    }

    @Test
    void aChangeTouchesWhatItNames() {
        Project before = projects.create(
                world.admin,
                new Project.Draft(
                        new Name("Shop"), Optional.of(new Slug("shop")), Optional.of(new Description("old")), false));
        world.passes(Duration.ofHours(1));

        Project described = projects.update(
                world.admin,
                before.id(),
                new Project.Change(Patch.keep(), Patch.keep(), Patch.set(new Description("new")), Patch.keep()));
        Project cleared = projects.update(
                world.admin,
                before.id(),
                new Project.Change(Patch.keep(), Patch.set(new Slug("laden")), Patch.clear(), Patch.keep()));

        assertThat(described.description()).contains(new Description("new"));
        assertThat(described.name()).isEqualTo(before.name());
        assertThat(cleared.description()).isEmpty();
        assertThat(cleared.updatedAt()).isEqualTo(World.START.plus(Duration.ofHours(1)));
        assertThat(projects.find(world.admin, new Slug("laden"))).isEqualTo(cleared);
        assertRefused(NOT_FOUND, () -> projects.find(world.admin, new Slug("shop")));
    }

    @Test
    void aSlugOfAnotherProjectIsRefused() {
        world.project("one");
        Project two = world.project("two");
        List<String> before = world.audited();

        assertRefused(
                CONFLICT,
                () -> projects.update(
                        world.admin,
                        two.id(),
                        new Project.Change(Patch.keep(), Patch.set(new Slug("one")), Patch.keep(), Patch.keep())));

        assertThat(projects.find(world.admin, new Slug("two"))).isEqualTo(two);
        assertThat(world.audited()).isEqualTo(before);
    }

    @Test
    void aProtectedProjectIsNotDeletedUntilItIsUnprotected() {
        Project project = world.project("shop");
        projects.update(world.admin, project.id(), protection(true));

        String refusal = assertRefused(CONFLICT, () -> projects.delete(world.admin, project.id()));
        projects.update(world.admin, project.id(), protection(false));
        projects.delete(world.admin, project.id());

        assertThat(refusal).contains("protected to false");
        assertRefused(NOT_FOUND, () -> projects.find(world.admin, project.slug()));
    }

    @Test
    void aProjectWithAProtectedTenantIsNotDeletedUntilThatIsUnprotected() {
        Project project = world.project("shop");
        Tenant live = world.tenant(project, "live");
        world.tenant(project, "trial");
        protectTenant(live, true);

        String refusal = assertRefused(CONFLICT, () -> projects.delete(world.admin, project.id()));
        assertThat(projects.find(world.admin, project.slug())).isEqualTo(project);
        protectTenant(live, false);
        projects.delete(world.admin, project.id());

        assertThat(refusal).contains("protected tenants (1)");
        assertRefused(NOT_FOUND, () -> projects.find(world.admin, project.slug()));
    }

    private void protectTenant(Tenant tenant, boolean isProtected) {
        Tenant.Change change =
                new Tenant.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(isProtected));
        world.useCases.tenants().update(world.admin, tenant.id(), change);
    }

    @Test
    void editorsDescribeAndAdministratorsProtectAndDelete() {
        Project project = world.project("shop");
        Place place = Place.of(project.id());
        Call viewer = world.with(world.person("vera"), place, Role.VIEWER);
        Call editor = world.with(world.person("edgar"), place, Role.EDITOR);
        Call administrator = world.with(world.person("ada"), place, Role.ADMIN);

        String refusal = assertRefused(FORBIDDEN, () -> projects.update(viewer, project.id(), renamed("V")));
        assertRefused(FORBIDDEN, () -> projects.update(editor, project.id(), protection(true)));
        assertRefused(FORBIDDEN, () -> projects.delete(editor, project.id()));

        assertThat(refusal).isEqualTo("This needs the role editor on the project or above it");
        assertThat(projects.update(editor, project.id(), renamed("E")).name()).isEqualTo(new Name("E"));
        assertThat(projects.update(administrator, project.id(), protection(true))
                        .isProtected())
                .isTrue();
        assertThat(projects.find(viewer, project.slug()).name()).isEqualTo(new Name("E"));
    }

    @Test
    void anUnknownAndAnUnreadableProjectLookTheSame() {
        Project project = world.project("shop");
        ProjectId unknown = new ProjectId(new UUID(7, 7));
        Call stranger = world.person("sam");

        assertThat(assertRefused(NOT_FOUND, () -> projects.update(stranger, project.id(), renamed("x"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> projects.update(stranger, unknown, renamed("x"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> projects.delete(stranger, project.id())))
                .isEqualTo(assertRefused(NOT_FOUND, () -> projects.delete(stranger, unknown)))
                .isEqualTo(assertRefused(NOT_FOUND, () -> projects.find(stranger, new Slug("shop"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> projects.find(stranger, new Slug("unknown"))))
                .isEqualTo("Project not found");
    }

    @Test
    void whoIsAMemberBelowSeesTheProjectByNameAndMayDoNothingToIt() {
        Project project = world.project("shop");
        Tenant tenant = world.tenant(project, "acme");
        Call ada = world.with(world.person("ada"), tenant.place(), Role.ADMIN);

        assertThat(projects.find(ada, project.slug()).id()).isEqualTo(project.id());
        assertThat(projects.findAll(ada, List.of(project.id()))).containsOnlyKeys(project.id());
        assertRefused(FORBIDDEN, () -> projects.update(ada, project.id(), renamed("x")));
        assertRefused(FORBIDDEN, () -> world.useCases.tenants().create(ada, project.id(), World.tenantDraft("b")));
    }

    @Test
    void listsHoldWhatTheCallerMaySee() {
        Project one = world.project("one");
        Project two = world.project("two");
        Call ada = world.with(world.person("ada"), Place.of(two.id()), Role.VIEWER);

        assertThat(projects.list(ada, ListQuery.all())).containsExactly(two);
        assertThat(projects.count(ada, ListQuery.all())).isEqualTo(1);
        assertThat(projects.list(world.admin, ListQuery.all())).containsExactly(one, two);
        assertThat(projects.findAll(ada, List.of(one.id(), two.id()))).isEqualTo(Map.of(two.id(), two));
        assertThat(projects.list(world.person("sam"), ListQuery.all())).isEmpty();
    }

    @Test
    void aListIsNeverCutSilently() {
        world.platform(stores -> {
            for (int i = 1; i <= 1000; i++) {
                stores.projects().insert(numbered(i));
            }
        });
        ListQuery<ProjectColumn> page = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 0)));

        assertThat(projects.list(world.admin, ListQuery.all())).hasSize(1000);
        world.platform(stores -> stores.projects().insert(numbered(1001)));

        String refusal = assertRefused(BAD_USER_INPUT, () -> projects.list(world.admin, ListQuery.all()));
        assertThat(refusal).contains("1000").contains("pagination");
        assertThat(projects.list(world.admin, page)).hasSize(1000);
        assertThat(projects.count(world.admin, ListQuery.all())).isEqualTo(1001);
    }

    private static Project numbered(int i) {
        return Project.create(
                new ProjectId(new UUID(0, i)), World.projectDraft("p" + i), new Slug("p" + i), World.START);
    }

    private static Project.Change renamed(String name) {
        return new Project.Change(Patch.set(new Name(name)), Patch.keep(), Patch.keep(), Patch.keep());
    }

    private static Project.Change protection(boolean on) {
        return new Project.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(on));
    }
}
