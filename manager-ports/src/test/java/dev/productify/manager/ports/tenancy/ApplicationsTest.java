package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApplicationsTest {
    private final World world = new World();
    private final Applications applications = world.useCases.applications();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");

    @Test
    void anEditorOfTheTenantCreatesChangesAndDeletesApplications() {
        Call edgar = world.with(world.person("edgar"), tenant.place(), Role.EDITOR);

        Application created = applications.create(edgar, tenant.id(), World.applicationDraft("web"));
        Application released = applications.update(edgar, created.id(), release("1.0.0"));

        assertThat(created.release()).isEqualTo(SemanticVersion.INITIAL);
        assertThat(created.project()).isEqualTo(project.id());
        assertThat(released.release()).isEqualTo(new SemanticVersion("1.0.0"));
        assertThat(applications.find(edgar, project.id(), tenant.id(), new Slug("web")))
                .isEqualTo(released);

        applications.delete(edgar, created.id());

        assertRefused(NOT_FOUND, () -> applications.find(edgar, project.id(), tenant.id(), new Slug("web")));
    }

    @Test
    void anEditorOfTheApplicationItselfDoesNotDeleteIt() {
        Application application = world.application(tenant, "web");
        Call edgar = world.with(world.person("edgar"), application.place(), Role.EDITOR);

        assertThat(assertRefused(FORBIDDEN, () -> applications.delete(edgar, application.id())))
                .isEqualTo("This needs the role admin on the application, or the role editor above it");
    }

    @Test
    void anAdministratorOfTheApplicationDeletesItAndMakesNoOther() {
        Application application = world.application(tenant, "web");
        Call ada = world.with(world.person("ada"), application.place(), Role.ADMIN);

        assertRefused(FORBIDDEN, () -> applications.create(ada, tenant.id(), World.applicationDraft("b")));
        applications.delete(ada, application.id());

        assertRefused(NOT_FOUND, () -> applications.find(world.admin, project.id(), tenant.id(), application.slug()));
    }

    @Test
    void anUnknownAndAnUnreadableApplicationLookTheSame() {
        Application mine = world.application(tenant, "mine");
        Application other = world.application(tenant, "other");
        ApplicationId unknown = new ApplicationId(new UUID(7, 7));
        Call ada = world.with(world.person("ada"), mine.place(), Role.ADMIN);

        assertThat(assertRefused(NOT_FOUND, () -> applications.update(ada, other.id(), release("1.0.0"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> applications.update(ada, unknown, release("1.0.0"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> applications.delete(ada, other.id())))
                .isEqualTo(
                        assertRefused(NOT_FOUND, () -> applications.find(ada, project.id(), tenant.id(), other.slug())))
                .isEqualTo(assertRefused(
                        NOT_FOUND, () -> applications.find(ada, project.id(), tenant.id(), new Slug("unknown"))))
                .isEqualTo("Application not found");
    }

    @Test
    void aTenantsSlugFindsApplicationsInAllProjectsThatTheCallerMaySee() {
        Project other = world.project("other");
        Application web = world.application(tenant, "web");
        Application far = world.application(world.tenant(other, "acme"), "web");
        Application third = world.application(world.tenant(world.project("third"), "acme"), "web");
        world.application(world.tenant(project, "beta"), "web");
        Call ada = world.with(world.person("ada"), Place.of(project.id()), Role.VIEWER);
        world.with(ada, far.place(), Role.VIEWER);
        Slug acme = new Slug("acme");

        assertThat(applications.list(world.admin, acme, Optional.empty(), ListQuery.all()))
                .containsExactly(web, far, third);
        assertThat(applications.list(ada, acme, Optional.empty(), ListQuery.all()))
                .containsExactly(web, far);
        assertThat(applications.count(ada, acme, Optional.empty(), ListQuery.all()))
                .isEqualTo(2);
        assertThat(applications.list(ada, acme, Optional.of(other.slug()), ListQuery.all()))
                .containsExactly(far);
        assertThat(applications.list(ada, acme, Optional.of(new Slug("third")), ListQuery.all()))
                .isEmpty();
        assertThat(applications.count(ada, acme, Optional.of(new Slug("third")), ListQuery.all()))
                .isZero();
        assertThat(applications.list(world.person("sam"), acme, Optional.empty(), ListQuery.all()))
                .isEmpty();
    }

    @Test
    void listsOfTenantsHoldWhatTheCallerMaySee() {
        Tenant sibling = world.tenant(project, "beta");
        Application web = world.application(tenant, "web");
        world.application(sibling, "web");
        Call ada = world.with(world.person("ada"), tenant.place(), Role.VIEWER);

        assertThat(applications.listOf(ada, List.of(tenant.id(), sibling.id()), ListQuery.all()))
                .isEqualTo(Map.of(tenant.id(), List.of(web), sibling.id(), List.of()));
    }

    @Test
    void aMachineUserWorksInItsTenantOnly() {
        Tenant sibling = world.tenant(project, "beta");
        Application web = world.application(tenant, "web");
        Call editor = machine(Role.EDITOR);
        Call viewer = machine(Role.VIEWER);

        Application made = applications.create(editor, tenant.id(), World.applicationDraft("bot"));

        assertThat(applications.list(viewer, tenant.slug(), Optional.empty(), ListQuery.all()))
                .containsExactly(web, made);
        assertRefused(FORBIDDEN, () -> applications.create(viewer, tenant.id(), World.applicationDraft("x")));
        assertRefused(FORBIDDEN, () -> applications.delete(viewer, web.id()));
        assertRefused(FORBIDDEN, () -> world.useCases.tenants().delete(editor, tenant.id()));
        assertRefused(NOT_FOUND, () -> applications.create(editor, sibling.id(), World.applicationDraft("x")));
        assertRefused(FORBIDDEN, () -> world.useCases.tenants().create(editor, project.id(), World.tenantDraft("x")));

        applications.delete(editor, web.id());

        assertThat(applications.list(viewer, tenant.slug(), Optional.empty(), ListQuery.all()))
                .containsExactly(made);
    }

    @Test
    void aListIsNeverCutSilently() {
        TenantId id = tenant.id();
        world.platform(stores -> {
            for (int i = 1; i <= 1001; i++) {
                stores.applications()
                        .insert(Application.create(
                                new ApplicationId(new UUID(0, i)),
                                project.id(),
                                id,
                                World.applicationDraft("a" + i),
                                new Slug("a" + i),
                                World.START));
            }
        });

        assertRefused(
                BAD_USER_INPUT, () -> applications.list(world.admin, tenant.slug(), Optional.empty(), ListQuery.all()));
        assertRefused(BAD_USER_INPUT, () -> applications.listOf(world.admin, List.of(id), ListQuery.all()));
    }

    private Call machine(Role role) {
        return world.machine(tenant, "bot-" + role.name().toLowerCase(Locale.ROOT), role);
    }

    private static Application.Change release(String version) {
        return new Application.Change(
                Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(new SemanticVersion(version)));
    }
}
