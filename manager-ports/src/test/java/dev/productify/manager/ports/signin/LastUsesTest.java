package dev.productify.manager.ports.signin;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.KnownTokens;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.token.PersonalAccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Of tokens, whose uses {@link Authentication} reports, and of machine users alike. */
class LastUsesTest {
    private final World world = new World();
    private final Call ada = world.person("ada");
    private final Tenant tenant = world.tenant(world.project("shop"), "acme");
    private final MachineUser robot = world.machineUser(tenant, "robot").machineUser();
    private final PersonalAccessTokens tokens = world.useCases.personalAccessTokens();
    private final PersonalAccessTokens.Created token = token("CI");
    private final Credentials secret = new Credentials.Bearer(token.secret().reveal());
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);
    private final LastUses uses = new LastUses(watched, background::add);
    private final Authentication authentication = Authentication.of(KnownTokens.over(world.transactions), world, uses);

    @Test
    void whatNobodyUsedWasNeverUsed() {
        assertThat(lastUseOfToken()).isEmpty();
        assertThat(lastUseOfRobot()).isEmpty();
    }

    @Test
    void aUseIsNotedOutsideOfTheRequest() {
        authentication.authenticate(secret);

        assertThat(watched.opened()).isZero();
        run();
        assertThat(lastUseOfToken()).contains(World.START);
        assertThat(world.audited()).endsWith("create PersonalAccessToken");
    }

    @Test
    void ofTheUsesOfAMinuteOneIsNoted() {
        for (int i = 0; i < 60; i++) {
            authentication.authenticate(secret);
            uses.used(robot, world.instant());
            run();
            world.passes(Duration.ofSeconds(1));
        }
        assertThat(watched.opened()).isEqualTo(1);
        assertThat(lastUseOfToken()).contains(World.START);

        authentication.authenticate(secret);
        uses.used(robot, world.instant());
        authentication.authenticate(secret);
        run();

        assertThat(watched.opened()).isEqualTo(2);
        assertThat(lastUseOfToken()).contains(World.START.plusSeconds(60));
        assertThat(lastUseOfRobot()).contains(World.START.plusSeconds(60));
    }

    @Test
    void whatComesUpMeanwhileIsWrittenByOneTransaction() {
        authentication.authenticate(secret);
        authentication.authenticate(
                new Credentials.Bearer(token("other").secret().reveal()));
        uses.used(robot, world.instant());

        assertThat(background).hasSize(1);
        run();
        assertThat(watched.opened()).isEqualTo(1);
        assertThat(tokens.list(ada, ListQuery.all()))
                .allSatisfy(each -> assertThat(each.lastUsedAt()).contains(World.START));
        assertThat(lastUseOfRobot()).contains(World.START);
    }

    @Test
    void aTransactionHasOnlySoManyRows() {
        for (int i = 0; i <= LastUses.MOST_AT_ONCE; i++) {
            uses.used(stranger(), world.instant());
        }

        run();

        assertThat(watched.opened()).isEqualTo(2);
    }

    @Test
    void whatWasNotedElsewhereIsNotNotedAgain() {
        authentication.authenticate(secret);
        uses.used(robot, world.instant());
        run();
        LastUses ofAnotherNode = new LastUses(watched, background::add);

        world.passes(LastUses.PRECISION.minusMillis(1));
        ofAnotherNode.used(keptToken(), world.instant());
        ofAnotherNode.used(keptRobot(), world.instant());
        assertThat(background).isEmpty();
        world.passes(Duration.ofMillis(1));
        ofAnotherNode.used(keptToken(), world.instant());
        assertThat(background).hasSize(1);
    }

    @Test
    void refusedSecretsAreNotUses() {
        tokens.revoke(ada, token.token().id());

        assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(secret));

        assertThat(background).isEmpty();
    }

    @Test
    void noRequestFailsBecauseAUseCannotBeNotedAndLaterOnesAreNoted() {
        boolean[] works = {false};
        LastUses refusing = new LastUses(world.transactions, work -> {
            if (!works[0]) {
                throw new RejectedExecutionException("full");
            }
            work.run();
        });
        LastUses broken = new LastUses(
                new WatchedTransactions(world.transactions, door -> {
                    if (!works[0]) {
                        throw new IllegalStateException("no database");
                    }
                    return door;
                }),
                Runnable::run);

        for (LastUses failing : new LastUses[] {refusing, broken}) {
            works[0] = false;
            Authentication failingToNote = Authentication.of(KnownTokens.over(world.transactions), world, failing);
            assertThat(failingToNote.authenticate(secret).principal()).isEqualTo(ada.principal());
            works[0] = true;
            Optional<Instant> before = lastUseOfToken();
            world.passes(LastUses.PRECISION);
            failing.used(keptToken(), world.instant());
            assertThat(lastUseOfToken()).isNotEqualTo(before).contains(world.instant());
            world.passes(LastUses.PRECISION);
        }
    }

    @Test
    void onlySoManyAreKeptInMindAtOnceAndOthersAfterAMinute() {
        for (int i = 0; i < LastUses.MOST; i++) {
            uses.used(stranger(), world.instant());
        }
        run();
        int before = watched.opened();

        uses.used(robot, world.instant());
        assertThat(background).isEmpty();
        world.passes(LastUses.PRECISION);
        uses.used(robot, world.instant());
        run();

        assertThat(watched.opened()).isEqualTo(before + 1);
        assertThat(lastUseOfRobot()).contains(world.instant());
    }

    private static final RandomGenerator RANDOM = new Random(7);
    private static final TokenText ANY = TokenText.generate(TokenKind.PERSONAL_ACCESS, RANDOM);

    /** A token that no store has. */
    private PersonalAccessToken stranger() {
        PersonalAccessTokenId id = new PersonalAccessTokenId(new UUID(RANDOM.nextLong(), RANDOM.nextLong()));
        return PersonalAccessToken.of(id, token.token().user(), new Name("Other"), ANY, Optional.empty(), World.START);
    }

    private PersonalAccessTokens.Created token(String name) {
        return tokens.create(ada, new PersonalAccessToken.Draft(new Name(name), Optional.empty()));
    }

    private PersonalAccessToken keptToken() {
        return tokens.list(ada, ListQuery.all()).get(0);
    }

    private MachineUser keptRobot() {
        return world.useCases
                .machineUsers()
                .list(world.admin, tenant.id(), ListQuery.all())
                .get(0);
    }

    private Optional<Instant> lastUseOfToken() {
        return keptToken().lastUsedAt();
    }

    private Optional<Instant> lastUseOfRobot() {
        return keptRobot().lastUsedAt();
    }

    private void run() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }
}
