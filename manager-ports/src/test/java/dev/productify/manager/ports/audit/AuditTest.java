package dev.productify.manager.ports.audit;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.FieldChange;
import dev.productify.manager.domain.shared.Description;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.SemanticVersion;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.tenancy.TenantType;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every change writes one row that says all of it (contract L1); nothing else writes any. */
class AuditTest {
    private final World world = new World();
    private final UseCases does = world.useCases;

    @Test
    void aRowSaysWhoDidWhatWhenAndFromWhere() {
        Project project = world.project("shop");
        Call ada = new Call(
                world.with(world.person("ada"), Place.of(project.id()), Role.EDITOR)
                        .caller(),
                "request-7",
                Optional.of("2001:db8::7"),
                Optional.of("Browser/7"));
        world.passes(Duration.ofMinutes(5).plusNanos(123_456_789));
        int before = world.audited().size();

        Project changed = does.projects()
                .update(
                        ada,
                        project.id(),
                        new Project.Change(
                                Patch.set(new Name("Laden")),
                                Patch.keep(),
                                Patch.set(new Description("new")),
                                Patch.keep()));

        AuditEntry row = world.lastAudited();
        assertThat(world.audited()).hasSize(before + 1);
        assertThat(row.actor()).isEqualTo(ada.principal());
        assertThat(row.action().word()).isEqualTo("update");
        assertThat(row.entityType().word()).isEqualTo("Project");
        assertThat(row.entityId()).isEqualTo(project.id().value());
        assertThat(row.project()).contains(project.id());
        assertThat(row.tenant()).isEmpty();
        assertThat(row.ipAddress()).contains("2001:db8::7");
        assertThat(row.userAgent()).contains("Browser/7");
        assertThat(row.requestId()).isEqualTo("request-7");
        assertThat(row.at()).isEqualTo(World.START.plus(Duration.ofMinutes(5)).plusMillis(123));
        assertThat(row.at()).isEqualTo(changed.updatedAt());
        assertThat(row.description()).isEqualTo("Project updated: name, description");
        assertThat(row.changes().fields())
                .containsExactly(
                        entry("name", new FieldChange("Project shop", "Laden")),
                        entry("description", new FieldChange(null, "new")));
    }

    @Test
    void aNewThingIsRecordedWithAllThatItHasAtItsPlace() {
        Project project = world.project("shop");
        AuditEntry ofProject = world.lastAudited();
        Tenant tenant = world.tenant(project, "acme");
        AuditEntry ofTenant = world.lastAudited();
        Application application = world.application(tenant, "web");
        AuditEntry ofApplication = world.lastAudited();

        assertThat(world.audited())
                .containsExactly("create User", "create Project", "create Tenant", "create Application");
        assertThat(List.of(ofProject.entityId(), ofTenant.entityId(), ofApplication.entityId()))
                .containsExactly(
                        project.id().value(),
                        tenant.id().value(),
                        application.id().value());
        assertThat(List.of(ofProject.tenant(), ofTenant.tenant(), ofApplication.tenant()))
                .containsExactly(Optional.empty(), Optional.of(tenant.id()), Optional.of(tenant.id()));
        assertThat(List.of(ofProject.project(), ofTenant.project(), ofApplication.project()))
                .containsOnly(Optional.of(project.id()));
        assertThat(ofTenant.changes().fields())
                .containsExactly(
                        entry("name", new FieldChange(null, "Tenant acme")),
                        entry("slug", new FieldChange(null, "acme")),
                        entry("type", new FieldChange(null, "run")),
                        entry("protected", new FieldChange(null, false)));
        assertThat(ofApplication.changes().fields()).containsEntry("version", new FieldChange(null, "0.1.0"));
        assertThat(ofProject.description()).isEqualTo("Project created");
    }

    @Test
    void aDeletedThingIsRecordedOnceWithTheCountsOfWhatWentAlong() {
        Project project = world.project("shop");
        Tenant tenant = world.tenant(project, "acme");
        world.application(tenant, "web");
        world.application(tenant, "app");
        int before = world.audited().size();

        does.projects().delete(world.admin, project.id());

        AuditEntry row = world.lastAudited();
        assertThat(world.audited()).hasSize(before + 1).endsWith("delete Project");
        assertThat(row.project()).contains(project.id());
        assertThat(row.metadata())
                .containsEntry("tenants", 1L)
                .containsEntry("applications", 2L)
                .containsEntry("members", 1L);
        assertThat(row.changes().fields()).containsEntry("slug", new FieldChange("shop", null));
        assertThat(row.description()).isEqualTo("Project deleted");
    }

    @Test
    void deletedTenantsAndApplicationsAreRecordedAtTheirPlace() {
        Project project = world.project("shop");
        Tenant tenant = world.tenant(project, "acme");
        Application application = world.application(tenant, "web");

        does.applications().delete(world.admin, application.id());
        AuditEntry ofApplication = world.lastAudited();
        does.tenants().delete(world.admin, tenant.id());
        AuditEntry ofTenant = world.lastAudited();

        assertThat(world.audited()).endsWith("create Application", "delete Application", "delete Tenant");
        assertThat(ofApplication.tenant()).contains(tenant.id());
        assertThat(ofTenant.tenant()).contains(tenant.id());
        assertThat(ofTenant.project()).contains(project.id());
        assertThat(ofTenant.metadata()).containsEntry("applications", 0L);
    }

    @Test
    void aChangeThatSaysNothingNewWritesNothing() {
        Project project = world.project("shop");
        Tenant tenant = world.tenant(project, "acme");
        Application application = world.application(tenant, "web");
        List<String> before = world.audited();
        world.passes(Duration.ofHours(1));

        Project sameProject = does.projects()
                .update(
                        world.admin,
                        project.id(),
                        new Project.Change(
                                Patch.set(project.name()), Patch.set(project.slug()), Patch.clear(), Patch.set(false)));
        Tenant sameTenant = does.tenants()
                .update(
                        world.admin,
                        tenant.id(),
                        new Tenant.Change(
                                Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(TenantType.RUN), Patch.keep()));
        Application sameApplication = does.applications()
                .update(
                        world.admin,
                        application.id(),
                        new Application.Change(
                                Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(SemanticVersion.INITIAL)));

        assertThat(sameProject).isEqualTo(project);
        assertThat(sameTenant).isEqualTo(tenant);
        assertThat(sameApplication).isEqualTo(application);
        assertThat(world.audited()).isEqualTo(before);
    }

    @Test
    void refusalsLeaveNoRowExceptThatSomethingSeenWasDenied() {
        Project project = world.project("shop");
        Call viewer = world.with(world.person("vera"), Place.of(project.id()), Role.VIEWER);
        Call stranger = world.person("sam");
        List<String> before = world.audited();

        assertRefused(NOT_FOUND, () -> does.projects().delete(stranger, project.id()));
        assertRefused(FORBIDDEN, () -> does.projects().create(viewer, World.projectDraft("x")));
        assertRefused(CONFLICT, () -> world.project("shop"));
        assertThat(world.audited()).isEqualTo(before);

        assertRefused(FORBIDDEN, () -> does.projects().delete(viewer, project.id()));
        assertThat(world.audited()).hasSize(before.size() + 1);
        assertThat(world.lastAudited().action().word()).isEqualTo("denied");
    }

    @Test
    void usersBelongToNoProject() {
        world.person("ada");

        AuditEntry row = world.lastAudited();
        assertThat(row.project()).isEmpty();
        assertThat(row.tenant()).isEmpty();
        assertThat(row.changes().fields())
                .containsEntry("username", new FieldChange(null, "ada"))
                .containsEntry("disabled", new FieldChange(null, false))
                .doesNotContainKey("displayName");
    }

    @Test
    void idsOfRowsIncrease() {
        Project project = world.project("shop");
        world.tenant(project, "acme");

        assertThat(world.transactions.auditLog())
                .extracting(row -> row.id().value().toString())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
