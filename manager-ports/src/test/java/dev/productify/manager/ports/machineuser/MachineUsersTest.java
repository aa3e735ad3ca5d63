package dev.productify.manager.ports.machineuser;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static dev.productify.manager.domain.shared.ErrorCode.NOT_FOUND;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.World;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MachineUsersTest {
    private static final String PASSWORD = "correct horse battery";

    private final World world = new World();
    private final Project project = world.project("shop");
    private final Tenant tenant = world.tenant(project, "acme");
    private final MachineUsers users = world.useCases.machineUsers();
    private final Call admin = world.with(world.person("ada"), tenant.place(), Role.ADMIN);

    @Test
    void aGeneratedTokenIsHandedOutOnce() {
        MachineUsers.WithToken made = create(admin, "backend", new SecretChoice.Generated());

        TokenText token = made.token().orElseThrow();
        assertThat(token.kind()).isEqualTo(TokenKind.MACHINE_USER);
        assertThat(made.machineUser().admits(token, world.instant())).isTrue();
        assertThat(made.machineUser().tokenPrefix()).contains(token.displayPrefix());
        assertThat(list(admin)).containsExactly(made.machineUser());
        assertThat(world.lastAudited().toString())
                .contains(token.displayPrefix())
                .doesNotContain(token.reveal());
    }

    @Test
    void aChosenPasswordIsKeptAsAHashOnly() {
        MachineUsers.WithToken made = create(admin, "backend", SecretChoice.parse(PASSWORD));

        assertThat(made.token()).isEmpty();
        assertThat(made.machineUser().tokenPrefix()).isEmpty();
        assertThat(world.passwords.matches(PASSWORD, made.machineUser().password()))
                .isTrue();
        assertThat(made.machineUser().toString()).doesNotContain(PASSWORD);
        assertThat(world.lastAudited().toString()).doesNotContain(PASSWORD);
    }

    @Test
    void aGivenHashIsKeptAsItIs() {
        SecretChoice.Hash given = (SecretChoice.Hash)
                SecretChoice.parse("$argon2id$v=19$m=65536,t=5,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA");

        assertThat(create(admin, "backend", given).machineUser().password()).contains(given.hash());
    }

    @Test
    void aUsernameIsTakenForAllTenantsWhateverItsCase() {
        create(admin, "backend", new SecretChoice.Generated());
        Tenant other = world.tenant(project, "other");

        assertRefused(
                CONFLICT,
                () -> users.create(
                        world.admin, other.id(), World.machineUserDraft("BackEnd"), new SecretChoice.Generated()));
        MachineUserId free = world.machineUser(other, "free").machineUser().id();
        assertRefused(CONFLICT, () -> users.update(world.admin, free, renamed("BACKEND")));
    }

    @Test
    void administratorsOfTheTenantAndAboveManageAndNobodyElse() {
        MachineUserId id = world.machineUser(tenant, "backend").machineUser().id();
        Call projectAdmin = world.with(world.person("pia"), Place.of(project.id()), Role.ADMIN);
        Call editor = world.with(world.person("ed"), tenant.place(), Role.EDITOR);
        Call viewer = world.with(world.person("vi"), Place.of(project.id()), Role.VIEWER);
        Call elsewhere =
                world.with(world.person("el"), world.tenant(project, "other").place(), Role.ADMIN);
        Call machine =
                World.call(world.machineUser(tenant, "robot").machineUser().principal());
        int before = world.audited().size();

        for (Consumer<Call> operation : operations(id)) {
            assertRefused(NOT_FOUND, () -> operation.accept(elsewhere));
            assertRefused(NOT_FOUND, () -> operation.accept(world.person("p" + UUID.randomUUID())));
        }
        for (Call refused : List.of(editor, viewer, machine)) {
            operationsOnTheTenant().forEach(operation -> assertRefused(FORBIDDEN, () -> operation.accept(refused)));
            // Whose list they may not see, whether they exist is not to be known either.
            operationsOn(id).forEach(operation -> assertRefused(NOT_FOUND, () -> operation.accept(refused)));
        }
        int refusals = operations(id).size();
        // the persons
        assertThat(world.audited()).filteredOn(row -> !row.startsWith("denied")).hasSize(before + refusals);
        for (Call allowed : List.of(admin, projectAdmin, world.admin)) {
            MachineUserId own = world.machineUser(tenant, "own" + allowed.hashCode())
                    .machineUser()
                    .id();
            operations(own).forEach(operation -> operation.accept(allowed));
        }
    }

    private List<Consumer<Call>> operations(MachineUserId id) {
        return Stream.concat(operationsOnTheTenant().stream(), operationsOn(id).stream())
                .toList();
    }

    private List<Consumer<Call>> operationsOnTheTenant() {
        return List.of(
                this::list,
                call -> users.count(call, tenant.id(), ListQuery.all()),
                call -> create(call, "u" + UUID.randomUUID(), new SecretChoice.Generated()),
                call -> create(call, "u" + UUID.randomUUID(), SecretChoice.parse(PASSWORD)));
    }

    private List<Consumer<Call>> operationsOn(MachineUserId id) {
        return List.of(
                call -> users.update(call, id, renamed("r" + UUID.randomUUID())),
                call -> users.rotate(call, id, new SecretChoice.Generated(), Overlap.NONE),
                call -> users.rotate(call, id, SecretChoice.parse(PASSWORD), Overlap.NONE),
                call -> users.delete(call, id));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        MachineUserId nobody = new MachineUserId(UUID.randomUUID());

        assertThat(assertRefused(NOT_FOUND, () -> users.delete(admin, nobody))).isEqualTo("MachineUser not found");
        assertRefused(NOT_FOUND, () -> users.update(admin, nobody, renamed("a")));
        assertRefused(NOT_FOUND, () -> users.rotate(admin, nobody, new SecretChoice.Generated(), Overlap.NONE));
    }

    @Test
    void everyChangeIsAuditedOnceAndNoneThatChangesNothing() {
        MachineUser user = world.machineUser(tenant, "backend").machineUser();
        int before = world.audited().size();

        users.update(admin, user.id(), enabled(true));
        assertThat(world.audited()).hasSize(before);
        users.update(admin, user.id(), enabled(false));
        assertThat(world.lastAudited().changes().fields()).containsOnlyKeys("enabled");
        assertThat(world.lastAudited().tenant()).contains(tenant.id());
        users.rotate(admin, user.id(), new SecretChoice.Generated(), Overlap.ofSeconds(60));
        assertThat(world.lastAudited().description()).startsWith("MachineUser updated: tokenPrefix");
        users.delete(admin, user.id());
        assertThat(world.audited().subList(before, before + 3))
                .containsExactly("update MachineUser", "update MachineUser", "delete MachineUser");
        assertThat(world.audited()).hasSize(before + 3);
        assertThat(list(admin)).isEmpty();
    }

    @Test
    void rotationReplacesTheSecretAndTheFormerOneStaysForTheOverlap() {
        MachineUsers.WithToken made = world.machineUser(tenant, "backend");
        TokenText former = made.token().orElseThrow();

        MachineUsers.WithToken rotated =
                users.rotate(admin, made.machineUser().id(), new SecretChoice.Generated(), Overlap.ofSeconds(60));

        assertThat(rotated.token().orElseThrow()).isNotEqualTo(former);
        assertThat(rotated.machineUser().admits(former, world.instant().plusSeconds(59)))
                .isTrue();
        assertThat(rotated.machineUser().admits(former, world.instant().plusSeconds(60)))
                .isFalse();
    }

    @Test
    void aPasswordCannotOverlapAndNothingIsChangedThen() {
        MachineUser user =
                create(admin, "backend", SecretChoice.parse(PASSWORD)).machineUser();

        assertRefused(
                BAD_USER_INPUT,
                () -> users.rotate(admin, user.id(), new SecretChoice.Generated(), Overlap.ofSeconds(1)));

        assertThat(list(admin)).containsExactly(user);
    }

    @Test
    void deletionOfATenantCountsItsMachineUsers() {
        world.machineUser(tenant, "one");
        world.machineUser(tenant, "two");

        world.useCases.tenants().delete(world.admin, tenant.id());

        assertThat(world.lastAudited().metadata()).containsEntry("machineUsers", 2L);
    }

    private List<MachineUser> list(Call call) {
        return users.list(call, tenant.id(), ListQuery.all());
    }

    private MachineUsers.WithToken create(Call call, String username, SecretChoice secret) {
        return users.create(call, tenant.id(), World.machineUserDraft(username), secret);
    }

    private static MachineUser.Change renamed(String username) {
        return new MachineUser.Change(
                Patch.set(new Name("Renamed")), Patch.set(new Username(username)), Patch.keep(), Patch.keep());
    }

    private static MachineUser.Change enabled(boolean enabled) {
        return new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.set(enabled), Patch.keep());
    }
}
