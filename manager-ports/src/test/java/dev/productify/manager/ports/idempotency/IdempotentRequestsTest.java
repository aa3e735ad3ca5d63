package dev.productify.manager.ports.idempotency;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.idempotency.IdempotencyKey;
import dev.productify.manager.domain.idempotency.IdempotentRequest;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import dev.productify.manager.domain.idempotency.RequestOwner;
import dev.productify.manager.domain.sealing.SecretSealer;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.call.Caller;
import dev.productify.manager.ports.call.Proof;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Answer;
import dev.productify.manager.ports.idempotency.IdempotentRequests.Outcome;
import dev.productify.manager.ports.job.PeriodicJob;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import dev.productify.manager.ports.tx.Admission;
import dev.productify.manager.ports.tx.Door;
import dev.productify.manager.ports.tx.Stores;
import dev.productify.manager.ports.tx.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdempotentRequestsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final IdempotencyKey KEY = new IdempotencyKey("key");
    private static final RequestFingerprint REQUEST = RequestFingerprint.of("create", "shop");

    private final World world = new World();
    private final List<RuntimeException> troubles = new ArrayList<>();
    private final IdempotentRequests requests = requests(world.transactions, FixedSecrets::sealer);

    private IdempotentRequests requests(Transactions transactions, Supplier<SecretSealer> sealer) {
        Journal journal = new Journal(world, new UuidV7(world, new Random(1)));
        return IdempotentRequests.of(transactions, journal, sealer, DAY, troubles::add);
    }

    @Test
    void theSameRequestIsCarriedOutOnceAndAnsweredTheSame() {
        Answer first = create(world.admin, "shop");
        Answer second = create(world.admin, "shop");

        assertThat(first).isEqualTo(new Answer(201, "text/plain", "made shop", false));
        assertThat(second).isEqualTo(new Answer(201, "text/plain", "made shop", true));
        assertThat(projects()).isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        create(world.admin, "shop");

        assertConflict(
                "another request", () -> carryOut(world.admin, RequestFingerprint.of("other"), call -> made("x")));

        assertThat(projects()).isEqualTo(1);
    }

    @Test
    void theSameKeyOfAnotherCallerIsAnotherKey() {
        Call machine = world.machine(world.tenant(world.project("base"), "acme"), "robot", Role.EDITOR);
        Call person = world.person("ada");
        int before = projects();

        Answer admins = create(world.admin, "shop");
        for (Call other : List.of(machine, person)) {
            Answer others =
                    carryOut(other, REQUEST, call -> made(other.principal().name()));
            assertThat(others.replayed()).isFalse();
            assertThat(others.body()).isEqualTo("made " + other.principal().name());
            assertThat(carryOut(other, REQUEST, call -> made("never")).body()).isEqualTo(others.body());
        }

        assertThat(create(world.admin, "shop").body()).isEqualTo(admins.body());
        assertThat(projects()).isEqualTo(before + 1);
    }

    /** Else a token that ends soon could fetch one that does not. */
    @Test
    void whoShowsWhatEndsEarlierAsksForSomethingElse() {
        Proof lasting = new Proof.OfPersonalAccessToken(new PersonalAccessTokenId(UUID.randomUUID()), Optional.empty());
        Proof ending = new Proof.OfPersonalAccessToken(
                new PersonalAccessTokenId(UUID.randomUUID()), Optional.of(World.START.plusSeconds(60)));

        carryOut(World.call(new Caller(world.admin.principal(), lasting)), REQUEST, call -> made("token"));

        assertThat(carryOut(world.admin, REQUEST, call -> made("x")).replayed()).isTrue();
        assertConflict(
                "another request",
                () -> carryOut(World.call(new Caller(world.admin.principal(), ending)), REQUEST, call -> made("x")));
    }

    @Test
    void whileARequestIsCarriedOutTheSameIsToldToComeAgain() {
        carryOut(world.admin, REQUEST, call -> {
            assertConflict("is being carried out", () -> carryOut(world.admin, REQUEST, again -> made("x")))
                    .satisfies(refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1)));
            assertConflict(
                    "another request", () -> carryOut(world.admin, RequestFingerprint.of("other"), again -> made("x")));
            return made("shop");
        });

        assertThat(carryOut(world.admin, REQUEST, call -> made("x")).body()).isEqualTo("made shop");
    }

    @Test
    void aRefusalForAReasonThatStaysIsAnsweredAgain() {
        Outcome refused = new Outcome(409, "text/plain", "taken", true);

        carryOut(world.admin, REQUEST, call -> refused);

        assertThat(carryOut(world.admin, REQUEST, call -> made("x")))
                .isEqualTo(new Answer(409, "text/plain", "taken", true));
    }

    @Test
    void aRefusalForAReasonThatPassesLeavesTheKeyFree() {
        carryOut(world.admin, REQUEST, call -> new Outcome(503, "text/plain", "later", false));

        assertThat(create(world.admin, "shop")).isEqualTo(new Answer(201, "text/plain", "made shop", false));
    }

    @Test
    void whatTookEffectIsNeverRepeatedWhateverItWasAnswered() {
        Function<Call, Outcome> halfDone = call -> {
            world.useCases.projects().create(call, World.projectDraft("half"));
            return new Outcome(503, "text/plain", "half done", false);
        };

        carryOut(world.admin, REQUEST, halfDone);

        assertThat(carryOut(world.admin, REQUEST, halfDone))
                .isEqualTo(new Answer(503, "text/plain", "half done", true));
        assertThat(projects()).isEqualTo(1);
    }

    @Test
    void whatFailsWithoutEffectLeavesTheKeyFree() {
        assertThatThrownBy(() -> carryOut(world.admin, REQUEST, call -> {
                    throw new IllegalStateException("fault");
                }))
                .hasMessage("fault");

        assertThat(create(world.admin, "shop").replayed()).isFalse();
    }

    @Test
    void whatFailsAfterAnEffectIsNotRepeated() {
        assertThatThrownBy(() -> carryOut(world.admin, REQUEST, call -> {
                    world.useCases.projects().create(call, World.projectDraft("shop"));
                    throw new IllegalStateException("fault");
                }))
                .hasMessage("fault");

        assertConflict("took effect, and its answer was not kept", () -> create(world.admin, "shop"));
        assertThat(projects()).isEqualTo(1);
    }

    /** What a crash leaves behind is what stands in the rows when nothing is written any more after the moment of the crash. */
    @Test
    void aCrashBeforeTheEffectLeavesTheKeyFreeOnceTheHolderIsBelievedDead() {
        crash(call -> {});

        world.passes(IdempotentRequest.HELD.minusMillis(1));
        assertConflict("is being carried out", () -> create(world.admin, "shop"));
        world.passes(Duration.ofMillis(1));
        assertThat(create(world.admin, "shop").replayed()).isFalse();
        assertThat(projects()).isEqualTo(1);
    }

    @Test
    void aCrashAfterTheEffectNeverLeadsToASecondOne() {
        crash(call -> world.useCases.projects().create(call, World.projectDraft("shop")));

        assertConflict("is being carried out", () -> create(world.admin, "shop"));
        world.passes(IdempotentRequest.HELD);
        assertConflict("took effect, and its answer was not kept", () -> create(world.admin, "shop"));
        assertThat(projects()).isEqualTo(1);
    }

    /** One that was only slow comes back to life after its turn went to another one. */
    @Test
    void whoWasTakenOverCannotTakeEffectAnyMore() {
        Answer[] others = new Answer[1];

        assertConflict(
                "",
                () -> carryOut(world.admin, REQUEST, slow -> {
                    world.passes(IdempotentRequest.HELD);
                    others[0] = create(world.admin, "shop");
                    world.useCases.projects().create(slow, World.projectDraft("second"));
                    return made("second");
                }));

        assertThat(others[0].replayed()).isFalse();
        assertThat(projects()).isEqualTo(1);
        assertThat(create(world.admin, "shop")).isEqualTo(new Answer(201, "text/plain", "made shop", true));
    }

    @Test
    void anAnswerIsKeptUpToItsLongestAndRefusedClearlyBeyond() {
        String longest = "å".repeat(IdempotentRequests.MOST_ANSWER_BYTES / 2);
        IdempotencyKey other = new IdempotencyKey("other");

        requests.carryOut(world.admin, KEY, REQUEST, call -> created(call, "one", longest));
        assertThat(requests.carryOut(world.admin, KEY, REQUEST, call -> made("x"))
                        .body())
                .isEqualTo(longest);

        Answer tooLong = requests.carryOut(world.admin, other, REQUEST, call -> created(call, "two", longest + "x"));
        assertThat(tooLong.body()).isEqualTo(longest + "x");
        assertConflict(
                "took effect, and its answer was not kept",
                () -> requests.carryOut(world.admin, other, REQUEST, call -> created(call, "three", "")));
        assertThat(projects()).isEqualTo(2);
    }

    private Outcome created(Call call, String slug, String body) {
        world.useCases.projects().create(call, World.projectDraft(slug));
        return new Outcome(200, "text/plain", body, true);
    }

    @Test
    void aKeyCountsForAsLongAsItIsKept() {
        create(world.admin, "shop");

        world.passes(DAY.minusMillis(1));
        assertThat(create(world.admin, "shop").replayed()).isTrue();
        world.passes(Duration.ofMillis(1));
        assertThat(carryOut(world.admin, RequestFingerprint.of("other"), call -> made("new")))
                .isEqualTo(new Answer(201, "text/plain", "made new", false));
    }

    @Test
    void theJobRemovesWhatCountsNoMore() {
        create(world.admin, "shop");
        PeriodicJob job = OldIdempotencyKeys.job(DAY, world);

        world.passes(DAY.minusMillis(1));
        world.platform(stores -> job.work().run(stores));
        assertThat(kept()).isTrue();
        world.passes(Duration.ofMillis(1));
        world.platform(stores -> job.work().run(stores));
        assertThat(kept()).isFalse();
    }

    private boolean kept() {
        boolean[] found = new boolean[1];
        world.platform(stores -> found[0] = stores.idempotentRequests()
                .find(RequestOwner.of(world.admin.principal()).orElseThrow(), KEY)
                .isPresent());
        return found[0];
    }

    @Test
    void onceTheInstallationHasAnotherKeyNoAnswerIsLeftAndNothingIsRepeated() {
        create(world.admin, "shop");
        byte[] key = new byte[SecretSealer.KEY_LENGTH];
        key[0] = 1;
        SecretSealer other = new SecretSealer("000000ff", key, new Random(2));

        world.useCases.installation().rotateSecretsKey(FixedSecrets.sealer(), other, "canary");

        assertConflict("its answer was not kept", () -> create(world.admin, "shop"));
        assertConflict(
                "another request",
                () -> requests(world.transactions, () -> other).carryOut(world.admin, KEY, REQUEST, call -> made("x")));
    }

    @Test
    void whoIsNotAnsweredByTheRowsIsToldOfAndTheClientIsAnsweredAllTheSame() {
        Dying dying = new Dying(world.transactions);
        IdempotentRequests fragile = requests(dying, FixedSecrets::sealer);

        Answer answer = fragile.carryOut(world.admin, KEY, REQUEST, call -> {
            world.useCases.projects().create(call, World.projectDraft("shop"));
            dying.isDead = true;
            return made("shop");
        });

        assertThat(answer.body()).isEqualTo("made shop");
        assertThat(troubles).hasSize(1);
        assertConflict("is being carried out", () -> create(world.admin, "shop"));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void whatPassesWithTimeIsNotSettled(ErrorCode code) {
        boolean passes = switch (code.category()) {
            case UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE, FAULT -> true;
            default -> false;
        };

        assertThat(IdempotentRequests.settles(code)).isEqualTo(!passes);
    }

    @Test
    void whoMayNotIsRefusedAndTheRowKnowsThatNothingHappened() {
        Call nobody = world.person("nobody");

        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> carryOut(nobody, REQUEST, call -> {
                    world.useCases.projects().create(call, World.projectDraft("shop"));
                    return made("shop");
                }))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(FORBIDDEN));

        assertThat(carryOut(nobody, REQUEST, call -> made("now")).replayed()).isFalse();
    }

    /** Transactions that fail from some moment on, as those of a node that is killed. */
    private static final class Dying implements Transactions {
        private final Transactions transactions;
        private boolean isDead;

        private Dying(Transactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public <A, R> R read(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
            return transactions.read(admission, work);
        }

        @Override
        public <A, R> R write(Function<Door, Admission<A>> admission, BiFunction<Stores, A, R> work) {
            if (isDead) {
                throw new ManagerException(ErrorCode.UNAVAILABLE, "dead");
            }
            return transactions.write(admission, work);
        }

        @Override
        public <R> R door(Function<Door, R> look) {
            return transactions.door(look);
        }
    }

    private interface Work {
        void by(Call call);
    }

    private void crash(Work before) {
        Dying dying = new Dying(world.transactions);
        assertThatThrownBy(() -> requests(dying, FixedSecrets::sealer).carryOut(world.admin, KEY, REQUEST, call -> {
                    before.by(call);
                    dying.isDead = true;
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
    }

    private Answer create(Call caller, String slug) {
        return carryOut(caller, REQUEST, call -> {
            world.useCases.projects().create(call, World.projectDraft(slug));
            return made(slug);
        });
    }

    private Answer carryOut(Call caller, RequestFingerprint request, Function<Call, Outcome> work) {
        return requests.carryOut(caller, KEY, request, work);
    }

    private static Outcome made(String what) {
        return new Outcome(201, "text/plain", "made " + what, true);
    }

    private int projects() {
        return world.useCases.projects().list(world.admin, ListQuery.all()).size();
    }

    private static ThrowableAssertAlternative<ManagerException> assertConflict(String message, ThrowingCallable work) {
        return assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work)
                .withMessageContaining(message)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(CONFLICT));
    }
}
