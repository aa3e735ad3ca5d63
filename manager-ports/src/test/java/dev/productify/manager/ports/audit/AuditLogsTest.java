package dev.productify.manager.ports.audit;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.audit.AuditAction;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.audit.AuditEntryId;
import dev.productify.manager.domain.audit.AuditRecord;
import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who reads what of the audit log (contract A1, L1, G8). */
class AuditLogsTest {
    private final World world = new World();
    private final AuditLogs logs = world.useCases.auditLogs();
    private final Project project = world.project("shop");
    private final Tenant near = world.tenant(project, "near");
    private final Tenant far = world.tenant(project, "far");
    private final Application application = world.application(near, "web");

    @Test
    void anAdministratorOfTheProjectReadsAllOfItsRows() {
        Call owner = with("owner", Place.of(project.id()), Role.ADMIN);
        world.tenant(world.project("other"), "elsewhere");

        assertThat(read(owner))
                .containsExactly("create Project", "create Tenant", "create Tenant", "create Application");
        assertThat(read(world.admin)).isEqualTo(read(owner));
        assertThat(logs.count(owner, Optional.of(project.id()), ListQuery.all()))
                .isEqualTo(4);
    }

    @Test
    void anAdministratorOfTenantsReadsTheRowsOfThose() {
        Call chief = with("chief", near.place(), Role.ADMIN);
        Call viewerToo = world.with(with("vera", near.place(), Role.ADMIN), Place.of(project.id()), Role.VIEWER);

        assertThat(read(chief)).containsExactly("create Tenant", "create Application");
        assertThat(read(viewerToo)).isEqualTo(read(chief));
        assertThat(logs.count(chief, Optional.of(project.id()), ListQuery.all()))
                .isEqualTo(2);
        world.with(chief, far.place(), Role.ADMIN);
        assertThat(read(chief)).containsExactly("create Tenant", "create Tenant", "create Application");
    }

    @Test
    void whoSeesTheProjectButAdministersNothingOfItIsRefused() {
        List<Call> callers = List.of(
                with("viewer", Place.of(project.id()), Role.VIEWER),
                with("editor", Place.of(project.id()), Role.EDITOR),
                with("tenant-editor", near.place(), Role.EDITOR),
                with("application-admin", application.place(), Role.ADMIN),
                world.machine(near, "robot", Role.EDITOR));

        for (Call caller : callers) {
            assertRefused(FORBIDDEN, () -> read(caller));
            assertRefused(FORBIDDEN, () -> logs.count(caller, Optional.of(project.id()), ListQuery.all()));
        }
    }

    @Test
    void aStrangerIsToldWhatIsToldOfAProjectThatDoesNotExist() {
        Call stranger = with("sam", world.tenant(world.project("other"), "acme").place(), Role.ADMIN);
        ProjectId nowhere = new ProjectId(new UUID(9, 9));

        assertRefused(NOT_FOUND, () -> read(stranger));
        assertRefused(NOT_FOUND, () -> logs.list(stranger, Optional.of(nowhere), ListQuery.all()));
        assertRefused(UNAUTHENTICATED, () -> read(world.disabledPerson("eve")));
    }

    @Test
    void rowsWithoutAProjectAreForPlatformAdministrators() {
        Call owner = with("owner", Place.of(project.id()), Role.ADMIN);

        assertThat(logs.list(world.admin, Optional.empty(), ListQuery.all()))
                .extracting(AuditRecord::entityType)
                .isNotEmpty()
                .containsOnly("User");
        assertRefused(FORBIDDEN, () -> logs.list(owner, Optional.empty(), ListQuery.all()));
    }

    @Test
    void rowsOfADeletedProjectAreForPlatformAdministrators() {
        Call owner = with("owner", Place.of(project.id()), Role.ADMIN);
        world.useCases.projects().delete(world.admin, project.id());

        assertThat(read(world.admin)).hasSize(5).endsWith("delete Project");
        assertRefused(NOT_FOUND, () -> read(owner));
    }

    @Test
    void aThousandRowsComeWithoutAPageAndMoreAreNeverCut() {
        fill(1000 - 4);
        assertThat(read(world.admin)).hasSize(1000);
        fill(1);

        assertRefused(BAD_USER_INPUT, () -> read(world.admin));
        ListQuery<AuditColumn> page = new ListQuery<>(List.of(), Optional.empty(), Optional.of(new Page(1000, 1)));
        assertThat(logs.list(world.admin, Optional.of(project.id()), page)).hasSize(1000);
        assertThat(logs.count(world.admin, Optional.of(project.id()), ListQuery.all()))
                .isEqualTo(1001);
    }

    private void fill(int rows) {
        world.platform(stores -> {
            for (int i = 0; i < rows; i++) {
                stores.audit()
                        .record(new AuditEntry(
                                new AuditEntryId(UUID.randomUUID()),
                                World.START,
                                world.admin.principal(),
                                AuditAction.UPDATE,
                                EntityType.PROJECT,
                                project.id().value(),
                                Optional.of(project.id()),
                                Optional.empty(),
                                "Project updated",
                                Changes.created(Map.of()),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                "fill"));
            }
        });
    }

    private Call with(String username, Place place, Role role) {
        return world.with(world.person(username), place, role);
    }

    private List<String> read(Call call) {
        return logs.list(call, Optional.of(project.id()), ListQuery.all()).stream()
                .map(row -> row.action() + " " + row.entityType())
                .toList();
    }
}
