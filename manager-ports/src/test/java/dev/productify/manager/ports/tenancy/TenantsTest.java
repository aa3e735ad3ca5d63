package dev.productify.manager.ports.tenancy;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantsTest {
    private final World world = new World();
    private final Tenants tenants = world.useCases.tenants();
    private final Project project = world.project("shop");

    @Test
    void anEditorOfTheProjectCreatesChangesAndDeletesTenants() {
        Call edgar = world.with(world.person("edgar"), Place.of(project.id()), Role.EDITOR);

        Tenant tenant = tenants.create(edgar, project.id(), World.tenantDraft("acme"));
        Tenant staged = tenants.update(
                edgar,
                tenant.id(),
                new Tenant.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(TenantType.STAGE), Patch.keep()));

        assertThat(tenants.find(edgar, project.id(), new Slug("acme"))).isEqualTo(staged);
        assertThat(staged.type()).isEqualTo(TenantType.STAGE);
        assertThat(staged.project()).isEqualTo(project.id());
        assertRefused(FORBIDDEN, () -> tenants.update(edgar, tenant.id(), protection(true)));

        tenants.delete(edgar, tenant.id());

        assertRefused(NOT_FOUND, () -> tenants.find(edgar, project.id(), new Slug("acme")));
    }

    @Test
    void anEditorOfTheTenantItselfDoesNotDeleteIt() {
        Tenant tenant = world.tenant(project, "acme");
        Call edgar = world.with(world.person("edgar"), tenant.place(), Role.EDITOR);

        assertRefused(FORBIDDEN, () -> tenants.delete(edgar, tenant.id()));
    }

    @Test
    void aProtectedTenantIsNotDeletedUntilItIsUnprotected() {
        Tenant tenant = world.tenant(project, "acme");
        Call ada = world.with(world.person("ada"), tenant.place(), Role.ADMIN);
        tenants.update(ada, tenant.id(), protection(true));

        assertRefused(CONFLICT, () -> tenants.delete(ada, tenant.id()));
        tenants.update(ada, tenant.id(), protection(false));
        tenants.delete(ada, tenant.id());

        assertRefused(NOT_FOUND, () -> tenants.find(world.admin, project.id(), tenant.slug()));
    }

    @Test
    void anUnknownAndAnUnreadableTenantLookTheSame() {
        Tenant mine = world.tenant(project, "mine");
        Tenant sibling = world.tenant(project, "sibling");
        TenantId unknown = new TenantId(new UUID(7, 7));
        Call ada = world.with(world.person("ada"), mine.place(), Role.ADMIN);

        assertThat(assertRefused(NOT_FOUND, () -> tenants.update(ada, sibling.id(), renamed("x"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> tenants.update(ada, unknown, renamed("x"))))
                .isEqualTo(assertRefused(NOT_FOUND, () -> tenants.delete(ada, sibling.id())))
                .isEqualTo(assertRefused(NOT_FOUND, () -> tenants.find(ada, project.id(), sibling.slug())))
                .isEqualTo(assertRefused(NOT_FOUND, () -> tenants.find(ada, project.id(), new Slug("unknown"))))
                .isEqualTo("Tenant not found");
        assertRefused(NOT_FOUND, () -> tenants.create(world.person("sam"), project.id(), World.tenantDraft("x")));
        assertRefused(
                NOT_FOUND, () -> tenants.create(world.admin, new ProjectId(new UUID(7, 7)), World.tenantDraft("x")));
    }

    @Test
    void whoIsDisabledChangesNothing() {
        Tenant tenant = world.tenant(project, "acme");
        Call eve = world.disabledPerson("eve");

        assertRefused(UNAUTHENTICATED, () -> tenants.update(eve, tenant.id(), renamed("x")));
        assertRefused(UNAUTHENTICATED, () -> tenants.find(eve, project.id(), tenant.slug()));

        assertThat(tenants.find(world.admin, project.id(), tenant.slug())).isEqualTo(tenant);
    }

    @Test
    void listsHoldWhatTheCallerMaySee() {
        Tenant one = world.tenant(project, "one");
        Tenant two = world.tenant(project, "two");
        Project other = world.project("other");
        Tenant far = world.tenant(other, "one");
        Call ada = world.with(world.person("ada"), two.place(), Role.VIEWER);
        Call bob = world.with(world.person("bob"), Place.of(other.id()), Role.VIEWER);

        assertThat(tenants.list(world.admin, project.slug(), ListQuery.all())).containsExactly(one, two);
        assertThat(tenants.list(ada, project.slug(), ListQuery.all())).containsExactly(two);
        assertThat(tenants.count(ada, project.slug(), ListQuery.all())).isEqualTo(1);
        assertThat(tenants.listOf(ada, List.of(project.id(), other.id()), ListQuery.all()))
                .isEqualTo(Map.of(project.id(), List.of(two), other.id(), List.of()));
        assertThat(tenants.findAll(bob, List.of(one.id(), far.id()))).isEqualTo(Map.of(far.id(), far));
        assertRefused(NOT_FOUND, () -> tenants.list(bob, project.slug(), ListQuery.all()));
        assertRefused(NOT_FOUND, () -> tenants.count(bob, project.slug(), ListQuery.all()));
    }

    @Test
    void aMemberOfAnApplicationSeesItsTenantAndNoSibling() {
        Tenant tenant = world.tenant(project, "acme");
        world.tenant(project, "sibling");
        Application application = world.application(tenant, "web");
        Call ada = world.with(world.person("ada"), application.place(), Role.VIEWER);

        assertThat(tenants.list(ada, project.slug(), ListQuery.all())).containsExactly(tenant);
        assertThat(tenants.find(ada, project.id(), tenant.slug())).isEqualTo(tenant);
    }

    @Test
    void aListIsNeverCutSilently() {
        world.platform(stores -> {
            for (int i = 1; i <= 1001; i++) {
                stores.tenants()
                        .insert(Tenant.create(
                                new TenantId(new UUID(0, i)),
                                project.id(),
                                World.tenantDraft("t" + i),
                                new Slug("t" + i),
                                World.START));
            }
        });
        ListQuery<TenantColumn> page = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 1)));

        assertRefused(BAD_USER_INPUT, () -> tenants.list(world.admin, project.slug(), ListQuery.all()));
        assertRefused(BAD_USER_INPUT, () -> tenants.listOf(world.admin, List.of(project.id()), ListQuery.all()));

        assertThat(tenants.list(world.admin, project.slug(), page)).hasSize(1000);
        assertThat(tenants.listOf(world.admin, List.of(project.id()), page).get(project.id()))
                .hasSize(1000);
    }

    static Tenant.Change renamed(String name) {
        return new Tenant.Change(Patch.set(new Name(name)), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    private static Tenant.Change protection(boolean on) {
        return new Tenant.Change(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(on));
    }
}
