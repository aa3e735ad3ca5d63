package dev.productify.manager.ports.audit;

import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.MemberId;
import dev.productify.manager.domain.access.Permission;
import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.ProjectCreation;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.audit.AuditEntry;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Level;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Refusals of what the caller may see are recorded, once a minute, and never in the caller's way (contract L1). */
class DeniedLogTest {
    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final Call viewer = world.with(world.person("vera"), Place.of(project.id()), Role.VIEWER);
    private final UseCases does = node(Runnable::run);

    private UseCases node(Executor background) {
        return UseCases.of(new UseCases.Needs(
                world.transactions,
                world,
                new UuidV7(world, new Random(1)),
                new Random(2),
                ProjectCreation.ADMINISTRATORS,
                background,
                world.passwords,
                FixedSecrets::sealer,
                FixedSecrets::addresses));
    }

    @Test
    void aRefusalIsRecordedWithWhoWantedWhatWhere() {
        assertRefused(FORBIDDEN, () -> does.tenants().delete(viewer, tenant.id()));

        AuditEntry row = denied().get(0);
        assertThat(denied()).hasSize(1);
        assertThat(row.actor()).isEqualTo(viewer.principal());
        assertThat(row.entityType().word()).isEqualTo("Tenant");
        assertThat(row.entityId()).isEqualTo(tenant.id().value());
        assertThat(row.project()).contains(project.id());
        assertThat(row.tenant()).contains(tenant.id());
        assertThat(row.metadata()).isEqualTo(Map.of("permission", "delete", "needs", "admin"));
        assertThat(row.description()).isEqualTo("Tenant: delete denied");
        assertThat(row.ipAddress()).contains("192.0.2.1");
        assertThat(row.requestId()).isEqualTo("test-request");
        assertThat(row.changes().fields()).isEmpty();
    }

    @Test
    void readingIsRecordedToo() {
        Call robot = world.machine(tenant, "robot", Role.EDITOR);

        assertRefused(FORBIDDEN, () -> does.auditLogs().list(robot, Optional.of(project.id()), ListQuery.all()));
        assertRefused(FORBIDDEN, () -> does.tenants().delete(robot, tenant.id()));

        assertThat(denied())
                .extracting(row -> row.description() + " to " + row.actor().name())
                .containsExactly("Project: read_audit_log denied to robot", "Tenant: delete denied to robot");
    }

    @Test
    void refusedRolesAreRecordedAtThePlaceOfTheMember() {
        UserId user = ((Principal.Person) world.person("gus").principal()).id();
        MemberId member = does.members()
                .add(world.admin, new Target.OfTenant(tenant.id()), user, Role.VIEWER)
                .member()
                .id();

        assertRefused(
                FORBIDDEN, () -> does.members().add(viewer, new Target.OfProject(project.id()), user, Role.VIEWER));
        assertRefused(FORBIDDEN, () -> does.members().remove(viewer, Level.TENANT, member));
        assertRefused(NOT_FOUND, () -> does.members().remove(viewer, Level.PROJECT, member));

        assertThat(denied())
                .extracting(AuditEntry::description)
                .containsExactly("Project: manage_members denied", "Tenant: manage_members denied");
        assertThat(denied().get(1).entityId()).isEqualTo(tenant.id().value());
    }

    @Test
    void refusalsThatAreAboutNothingSeenAreNotRecorded() {
        Call robot = world.machine(tenant, "robot", Role.EDITOR);

        assertRefused(FORBIDDEN, () -> does.projects().create(viewer, World.projectDraft("x")));
        assertRefused(FORBIDDEN, () -> does.users().setDisabled(viewer, new UserId(new UUID(1, 1)), true));
        assertRefused(FORBIDDEN, () -> does.auditLogs().list(viewer, Optional.empty(), ListQuery.all()));
        assertRefused(
                FORBIDDEN,
                () -> does.personalAccessTokens()
                        .create(robot, new PersonalAccessToken.Draft(new Name("x"), Optional.empty())));

        assertThat(denied()).isEmpty();
    }

    @Test
    void theSameRefusalIsRecordedOnceAMinuteAndAnythingElseByItself() {
        Call other = world.with(world.person("otto"), Place.of(project.id()), Role.EDITOR);
        refuse(does, viewer);
        refuse(does, viewer);
        refuse(does, other);
        assertRefused(FORBIDDEN, () -> does.tenants().delete(viewer, tenant.id()));
        assertRefused(FORBIDDEN, () -> does.tenants().create(viewer, project.id(), World.tenantDraft("x")));
        assertThat(denied()).hasSize(4);

        world.passes(Duration.ofMillis(59_999));
        refuse(does, viewer);
        assertThat(denied()).hasSize(4);
        world.passes(Duration.ofMillis(1));
        refuse(does, viewer);
        assertThat(denied()).hasSize(5);
    }

    @Test
    void anotherNodeRecordsItNoSecondTime() {
        UseCases other = node(Runnable::run);
        refuse(does, viewer);
        refuse(other, viewer);
        assertThat(denied()).hasSize(1);

        world.passes(Duration.ofMinutes(1));
        refuse(other, viewer);
        refuse(does, viewer);
        assertThat(denied()).hasSize(2);
    }

    @Test
    void whatTheCallerMayNotSeeOrMayDoIsNotRecorded() {
        Call stranger = world.person("sam");
        Call eve = world.with(world.disabledPerson("eve"), Place.of(project.id()), Role.VIEWER);

        assertRefused(NOT_FOUND, () -> does.projects().delete(stranger, project.id()));
        assertRefused(NOT_FOUND, () -> does.projects().delete(viewer, new ProjectId(new UUID(7, 7))));
        assertRefused(UNAUTHENTICATED, () -> does.projects().delete(eve, project.id()));
        does.projects().find(viewer, project.slug());
        does.projects().delete(world.admin, project.id());

        assertThat(denied()).isEmpty();
    }

    @Test
    void theCallerHasTheRefusalBeforeAnythingIsWritten() {
        Deque<Runnable> later = new ArrayDeque<>();
        UseCases node = node(later::add);

        refuse(node, viewer);
        refuse(node, viewer);

        assertThat(denied()).isEmpty();
        assertThat(later).hasSize(1);
        later.remove().run();
        assertThat(denied()).hasSize(1);
    }

    @Test
    void whenNothingCanBeWrittenTheRefusalIsTheSameAndTheNextOneIsRecorded() {
        List<Runnable> refusedTasks = new ArrayList<>();
        Executor full = task -> {
            if (refusedTasks.size() < 2) {
                refusedTasks.add(task);
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
        UseCases node = node(full);

        refuse(node, viewer);
        refuse(node, viewer);
        assertThat(denied()).isEmpty();
        refuse(node, viewer);
        assertThat(denied()).hasSize(1);
    }

    @Test
    void memoryIsBounded() {
        DeniedLog log = new DeniedLog(world.transactions, new Journal(world, UUID::randomUUID), task -> {});
        for (int i = 0; i < DeniedLog.MOST_REMEMBERED; i++) {
            log.refused(viewer, Permission.DELETE, Place.of(new ProjectId(new UUID(8, i))));
        }
        assertThat(log.remembered()).isEqualTo(DeniedLog.MOST_REMEMBERED);
        log.refused(viewer, Permission.DELETE, Place.of(project.id()));
        assertThat(log.remembered()).isEqualTo(DeniedLog.MOST_REMEMBERED);

        world.passes(DeniedLog.QUIET);
        log.refused(viewer, Permission.DELETE, Place.of(project.id()));
        assertThat(log.remembered()).isEqualTo(1);
    }

    private void refuse(UseCases node, Call caller) {
        assertRefused(FORBIDDEN, () -> node.projects().delete(caller, project.id()));
    }

    private List<AuditEntry> denied() {
        return world.transactions.auditLog().stream()
                .filter(row -> row.action().word().equals("denied"))
                .toList();
    }
}
