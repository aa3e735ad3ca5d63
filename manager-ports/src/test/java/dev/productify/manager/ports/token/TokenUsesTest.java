package dev.productify.manager.ports.token;

import static dev.productify.manager.domain.shared.ErrorCode.UNAUTHENTICATED;
import static dev.productify.manager.ports.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.ports.call.Authentication;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Credentials;
import dev.productify.manager.ports.call.KnownTokens;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.WatchedTransactions;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class TokenUsesTest {
    private final World world = new World();
    private final Call ada = world.person("ada");
    private final PersonalAccessTokens tokens = world.useCases.personalAccessTokens();
    private final Credentials secret =
            new Credentials.Bearer(tokens.create(ada, new PersonalAccessToken.Draft(new Name("CI"), Optional.empty()))
                    .secret()
                    .reveal());
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final WatchedTransactions watched = new WatchedTransactions(world.transactions, door -> door);
    private final TokenUses uses = TokenUses.kept(watched, waiting::add);
    private final Authentication authentication = Authentication.of(KnownTokens.over(world.transactions), world, uses);

    @Test
    void aTokenThatNobodyUsedWasNeverUsed() {
        assertThat(lastUsed()).isEmpty();
    }

    @Test
    void aUseIsNotedOutsideOfTheRequest() {
        authentication.authenticate(secret);

        assertThat(watched.opened()).isZero();
        run();
        assertThat(lastUsed()).contains(World.START);
        assertThat(world.audited()).endsWith("create PersonalAccessToken");
    }

    @Test
    void ofTheUsesOfAMinuteOneIsNoted() {
        for (int i = 0; i < 60; i++) {
            authentication.authenticate(secret);
            world.passes(Duration.ofSeconds(1));
        }
        assertThat(waiting).hasSize(1);
        authentication.authenticate(secret);
        authentication.authenticate(secret);
        assertThat(waiting).hasSize(2);

        run();
        assertThat(lastUsed()).contains(World.START.plusSeconds(60));
    }

    @Test
    void whatAnotherNodeNotedIsNotNotedAgain() {
        authentication.authenticate(secret);
        run();
        Authentication other =
                Authentication.of(KnownTokens.over(world.transactions), world, TokenUses.kept(watched, waiting::add));

        world.passes(Duration.ofSeconds(59));
        other.authenticate(secret);
        assertThat(waiting).isEmpty();
        world.passes(Duration.ofSeconds(1));
        other.authenticate(secret);
        assertThat(waiting).hasSize(1);
    }

    @Test
    void everyTokenIsNotedByItself() {
        Credentials second = new Credentials.Bearer(
                tokens.create(ada, new PersonalAccessToken.Draft(new Name("other"), Optional.empty()))
                        .secret()
                        .reveal());

        authentication.authenticate(secret);
        authentication.authenticate(second);

        assertThat(waiting).hasSize(2);
    }

    @Test
    void refusedSecretsAreNotUses() {
        PersonalAccessToken token = tokens.list(ada, ListQuery.all()).get(0);
        tokens.revoke(ada, token.id());

        assertRefused(UNAUTHENTICATED, () -> authentication.authenticate(secret));

        assertThat(waiting).isEmpty();
    }

    @Test
    void noRequestFailsBecauseAUseCannotBeNoted() {
        TokenUses refusing = TokenUses.kept(watched, work -> {
            throw new RejectedExecutionException("stopping");
        });
        TokenUses broken = TokenUses.kept(
                new WatchedTransactions(world.transactions, door -> {
                    throw new IllegalStateException("no database");
                }),
                Runnable::run);

        for (TokenUses failing : new TokenUses[] {refusing, broken}) {
            Authentication failingToNote = Authentication.of(KnownTokens.over(world.transactions), world, failing);
            assertThat(failingToNote.authenticate(secret).principal()).isEqualTo(ada.principal());
        }
        assertThat(lastUsed()).isEmpty();
    }

    private Optional<Instant> lastUsed() {
        return tokens.list(ada, ListQuery.all()).get(0).lastUsedAt();
    }

    private void run() {
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
    }
}
