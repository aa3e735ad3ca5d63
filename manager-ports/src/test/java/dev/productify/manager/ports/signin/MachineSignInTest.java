package dev.productify.manager.ports.signin;

import static dev.productify.manager.domain.shared.ErrorCode.RATE_LIMITED;
import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.Overlap;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.UseCases;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.machineuser.MachineUsers;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sign-in by {@link dev.productify.manager.ports.call.Authentication} and {@link CredentialChecks}. */
class MachineSignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.7";

    private final World world = new World();
    private final Tenant tenant = world.tenant(world.project("shop"), "acme");
    private final MachineUsers.WithToken robot = world.machineUser(tenant, "robot");
    private final String token = robot.token().orElseThrow().reveal();
    private final MachineUser person = world.useCases
            .machineUsers()
            .create(world.admin, tenant.id(), World.machineUserDraft("secretary"), SecretChoice.parse(PASSWORD))
            .machineUser();
    private final WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);
    private final UseCases useCases = world.over(watched);

    @Test
    void aTokenIsTakenAsBearerAndAsPasswordOfItsName() {
        Principal expected = robot.machineUser().principal();

        assertThat(authenticated(new Credentials.Bearer(token))).isEqualTo(expected);
        assertThat(authenticated(new Credentials.Basic("robot", token))).isEqualTo(expected);
        assertThat(authenticated(new Credentials.Basic("ROBOT", token))).isEqualTo(expected);
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Basic("secretary", token)));
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Basic("a:b", token)));
        assertThat(world.passwords.checks()).isZero();
    }

    @Test
    void aPasswordIsTakenWithItsNameOnly() {
        assertThat(authenticated(new Credentials.Basic("Secretary", PASSWORD))).isEqualTo(person.principal());
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Basic("robot", PASSWORD)));
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Basic("secretary", PASSWORD + "!")));
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(PASSWORD)));
    }

    @Test
    void aWrongPasswordCostsOneHashWhoeverIsNamed() {
        for (String name : new String[] {"secretary", "robot", "nobody", "not a name", ""}) {
            int before = world.passwords.checks();

            assertThat(check(name, "wrong horse battery")).isEmpty();

            assertThat(world.passwords.checks()).as(name).isEqualTo(before + 1);
        }
    }

    @Test
    void whatCannotBeATokenOfOursIsRefusedWithoutADatabase() {
        String mistyped = token.substring(0, token.length() - 1) + (token.endsWith("0") ? '1' : '0');
        int before = watched.opened();

        for (String wrong : new String[] {mistyped, "muser_", "pfy_x", token + "0", token.substring(1)}) {
            assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(wrong)));
        }
        for (String wrong : new String[] {mistyped, "muser_", "pfy_x", token + "0"}) {
            assertThat(check("robot", wrong)).isEmpty();
        }

        assertThat(watched.opened()).isEqualTo(before);
        assertThat(world.passwords.checks()).isZero();
    }

    @Test
    void aKnownTokenCostsNoLookUp() {
        authenticated(new Credentials.Bearer(token));
        authenticated(new Credentials.Basic("secretary", PASSWORD));
        int before = watched.opened();

        for (int i = 0; i < 100; i++) {
            authenticated(new Credentials.Bearer(token));
            authenticated(new Credentials.Basic("secretary", PASSWORD));
        }

        assertThat(watched.opened()).isEqualTo(before);
    }

    @Test
    void whoIsDisabledDeletedOrLoweredIsSoWithTheNextRequest() {
        authenticated(new Credentials.Bearer(token));
        authenticated(new Credentials.Basic("secretary", PASSWORD));
        MachineUsers users = world.useCases.machineUsers();
        MachineUser.Change disable = new MachineUser.Change(Patch.keep(), Patch.keep(), Patch.set(false), Patch.keep());

        users.update(world.admin, robot.machineUser().id(), disable);
        users.delete(world.admin, person.id());

        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(token)));
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Basic("secretary", PASSWORD)));
        assertThat(check("robot", token)).isEmpty();
    }

    @Test
    void aRotatedTokenIsRefusedAndOneWithAnOverlapUntilItEnds() {
        authenticated(new Credentials.Bearer(token));
        MachineUsers users = world.useCases.machineUsers();
        var id = robot.machineUser().id();

        String second = users.rotate(world.admin, id, new SecretChoice.Generated(), Overlap.ofSeconds(60))
                .token()
                .orElseThrow()
                .reveal();
        authenticated(new Credentials.Bearer(token));
        authenticated(new Credentials.Bearer(second));
        world.passes(Duration.ofSeconds(60));

        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(token)));
        authenticated(new Credentials.Bearer(second));
        users.rotate(world.admin, id, new SecretChoice.Generated(), Overlap.NONE);
        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(second)));
    }

    @Test
    void itGoesWithItsTenant() {
        authenticated(new Credentials.Bearer(token));

        world.useCases.tenants().delete(world.admin, tenant.id());

        assertRefused(UNAUTHENTICATED, () -> authenticated(new Credentials.Bearer(token)));
    }

    @Test
    void useIsNotedOnceAMinute() {
        authenticated(new Credentials.Bearer(token));
        world.passes(Duration.ofSeconds(59));
        authenticated(new Credentials.Bearer(token));
        assertThat(lastUse()).contains(World.START);

        world.passes(Duration.ofSeconds(1));
        authenticated(new Credentials.Bearer(token));
        assertThat(lastUse()).contains(World.START.plusSeconds(60));
        assertThat(world.audited()).doesNotContain("update MachineUser");
    }

    private Optional<java.time.Instant> lastUse() {
        return world.useCases.machineUsers().list(world.admin, tenant.id(), ListQuery.all()).stream()
                .filter(user -> user.id().equals(robot.machineUser().id()))
                .findFirst()
                .orElseThrow()
                .lastUsedAt();
    }

    @Test
    void whoFailsTooOftenUnderANameHasToWaitAndARightTokenPasses() {
        for (int i = 0; i < MachineSignIn.UNDER_A_NAME.burst(); i++) {
            assertThat(check("Secretary", "wrong horse battery")).isEmpty();
        }
        int hashes = world.passwords.checks();

        ManagerException refusal = catchThrowableOfType(ManagerException.class, () -> check("secretary", PASSWORD));
        assertThat(refusal.code()).isEqualTo(RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(MachineSignIn.UNDER_A_NAME.period());
        assertThat(world.passwords.checks()).isEqualTo(hashes);
        // Another source, another name, and after the wait.
        assertThat(useCases.credentialChecks().machineUser("secretary", PASSWORD, THERE))
                .isPresent();
        assertThat(check("robot", token)).isPresent();
        world.passes(MachineSignIn.UNDER_A_NAME.period());
        assertThat(check("secretary", PASSWORD)).isPresent();
        assertThat(check("secretary", "wrong horse battery")).isEmpty();
        assertRefused(RATE_LIMITED, () -> check("secretary", PASSWORD));
    }

    @Test
    void wrongTokensAreCountedAndTheRightOneIsNot() {
        String guess = TokenText.generate(TokenKind.MACHINE_USER, new Random(5)).reveal();
        for (int i = 0; i < MachineSignIn.UNDER_A_NAME.burst(); i++) {
            assertThat(check("robot", guess)).isEmpty();
        }

        assertRefused(RATE_LIMITED, () -> check("robot", guess));
        assertThat(check("robot", token)).isPresent();
    }

    @Test
    void whoTriesManyNamesFromOneSourceHasToWaitToo() {
        for (int i = 0; i < MachineSignIn.OF_A_SOURCE.burst(); i++) {
            assertThat(check("name" + i, "wrong horse battery")).isEmpty();
        }

        assertRefused(RATE_LIMITED, () -> check("secretary", PASSWORD));
        assertThat(check("robot", token)).isPresent();
        world.passes(MachineSignIn.OF_A_SOURCE.period());
        assertThat(check("secretary", PASSWORD)).isPresent();
    }

    @Test
    void thePersonOfATokenIsTold() {
        CredentialChecks checks = useCases.credentialChecks();
        String adminToken = world.adminToken().reveal();

        assertThat(checks.person(adminToken, HERE)).contains((Principal.Person) world.admin.principal());
        for (int i = 0; i < MachineSignIn.OF_A_SOURCE.burst() / 2; i++) {
            assertThat(checks.person(token, HERE)).isEmpty();
            assertThat(checks.person("nonsense", HERE)).isEmpty();
        }
        assertRefused(RATE_LIMITED, () -> checks.person("nonsense", HERE));
        assertThat(checks.person("nonsense", THERE)).isEmpty();
        assertThat(checks.person(adminToken, HERE)).isPresent();
    }

    private Principal authenticated(Credentials credentials) {
        return useCases.authentication().authenticate(credentials, HERE).principal();
    }

    private Optional<Principal.Machine> check(String username, String secret) {
        return useCases.credentialChecks().machineUser(username, secret, HERE);
    }
}
