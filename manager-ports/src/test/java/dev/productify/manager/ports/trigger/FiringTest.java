package dev.productify.manager.ports.trigger;

import static dev.productify.manager.domain.shared.ErrorCode.CONFLICT;
import static dev.productify.manager.domain.shared.ErrorCode.FORBIDDEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.SecretChoice;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.shared.UuidV7;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.CronExpression;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.OverlapPolicy;
import dev.productify.manager.domain.trigger.RetrySchedule;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.ports.audit.Journal;
import dev.productify.manager.ports.backend.BackendSecrets;
import dev.productify.manager.ports.backend.Backends;
import dev.productify.manager.ports.call.Call;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.FixedSecrets;
import dev.productify.manager.ports.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Firing and delivery by the rules, on a clock that the tests set. */
class FiringTest {
    private static final Dispatch.Room ROOM = new Dispatch.Room(100, 100, Map.of(), Optional.empty());
    private static final Dispatch.Room NO_ROOM = new Dispatch.Room(0, 0, Map.of(), Optional.empty());

    private final World world = new World();
    private final Journal journal = new Journal(world, new UuidV7(world, new Random(1)));
    private final Firing firing =
            new Firing(world.transactions, journal, MisfireRules.STANDARD, RetrySchedule.STANDARD);
    private final Dispatch dispatch = new Dispatch(
            world.transactions,
            journal,
            new BackendSecrets(FixedSecrets::sealer),
            RetrySchedule.STANDARD,
            new Random(2));
    private NodeId node;
    private Application application;
    private Call machine;
    private Backend backend;

    @BeforeEach
    void plant() {
        Project project = world.useCases.projects().create(world.admin, World.projectDraft("shop"));
        Tenant tenant = world.useCases.tenants().create(world.admin, project.id(), World.tenantDraft("acme"));
        application = world.useCases.applications().create(world.admin, tenant.id(), World.applicationDraft("web"));
        MachineUser robot = world.useCases
                .machineUsers()
                .create(world.admin, tenant.id(), World.machineUserDraft("robot"), new SecretChoice.Generated())
                .machineUser();
        machine = World.call(robot.principal());
        backend = world.useCases
                .backends()
                .register(machine, World.registration("Payment"))
                .backend();
        node = dispatch.join();
    }

    private List<TriggerRun> runs(Trigger trigger) {
        return world.useCases.triggerRuns().list(world.admin, trigger.id(), ListQuery.all()).stream()
                .map(TriggerRuns.WithAttempts::run)
                .toList();
    }

    private List<Callback> take() {
        dispatch.alive(node);
        return dispatch.exchange(node, List.of(), ROOM).taken();
    }

    private void finish(Callback callback, int status, String... headers) {
        CallbackAnswer answer = new CallbackAnswer(status, List.of(headers), "");
        Duration duration = Duration.between(callback.at(), world.instant());
        dispatch.exchange(
                node,
                List.of(new Dispatch.Outcome(callback, Optional.of(answer), Optional.empty(), duration)),
                NO_ROOM);
    }

    private Trigger allowing(String cron) {
        Trigger.Definition skipping = World.triggerDefinition("Allowing", cron);
        Trigger.Definition allowing = new Trigger.Definition(
                skipping.name(),
                skipping.description(),
                skipping.schedule(),
                skipping.runKey(),
                true,
                OverlapPolicy.ALLOW);
        return world.useCases.triggers().create(world.admin, application.id(), allowing);
    }

    @Test
    void eachInstantIsRunOnce() {
        Trigger trigger = allowing("*/10 * * * * *");
        for (int i = 0; i < 200; i++) {
            world.passes(Duration.ofMillis(777));
            firing.fire(10);
            firing.fire(10);
        }
        List<Instant> instants =
                runs(trigger).stream().map(TriggerRun::scheduledAt).toList();
        assertThat(instants).hasSize(15).doesNotHaveDuplicates();
        for (int i = 0; i < instants.size(); i++) {
            assertThat(instants.get(i)).isEqualTo(World.START.plusSeconds(10 * (i + 1)));
        }
    }

    @Test
    void whatWasMissedIsToldAndTheLatestIsCaughtUp() {
        Trigger trigger = allowing("0 * * * *");
        world.passes(Duration.ofHours(3).plusMinutes(30));
        firing.fire(10);

        assertThat(runs(trigger))
                .extracting(TriggerRun::status)
                .containsExactly(RunStatus.SKIPPED, RunStatus.SKIPPED, RunStatus.PENDING);
        assertThat(runs(trigger).get(0).skipped()).contains(SkipReason.MISFIRE);
        assertThat(take()).hasSize(1);
    }

    @Test
    void whatOverlapsIsSkippedWhileAnAttemptIsInProgressAndNotWhileItWaits() {
        Trigger trigger = world.trigger(application, "Skipping", "* * * * *");
        world.passes(Duration.ofMinutes(1));
        firing.fire(10);
        Callback first = take().get(0);
        world.passes(Duration.ofMinutes(1));
        firing.fire(10);
        assertThat(runs(trigger).get(1).skipped()).contains(SkipReason.OVERLAP);

        finish(first, 500);
        world.passes(Duration.ofMinutes(1));
        firing.fire(10);
        assertThat(runs(trigger))
                .extracting(TriggerRun::status)
                .containsExactly(RunStatus.FAILED, RunStatus.SKIPPED, RunStatus.PENDING);
    }

    @Test
    void aFailureIsTriedAgainUntilTheNextInstantIsDue() {
        world.trigger(application, "Minutely", "* * * * *");
        world.passes(Duration.ofMinutes(1));
        firing.fire(10);
        int attempts = 0;
        for (int i = 0; i < 59; i++) {
            for (Callback callback : take()) {
                attempts++;
                assertThat(callback.attempt()).isEqualTo(attempts);
                finish(callback, 503);
            }
            world.passes(Duration.ofSeconds(1));
        }
        // After about 5, 15 and 35 seconds, and none behind the minute.
        assertThat(attempts).isBetween(4, 5);
        world.passes(Duration.ofMinutes(1));
        assertThat(take()).isEmpty();
    }

    @Test
    void aBackendMayAskForALongerWait() {
        Trigger trigger = world.trigger(application, "Hourly", "0 * * * *");
        world.passes(Duration.ofHours(1));
        firing.fire(10);
        finish(take().get(0), 429, "Retry-After: 600");
        world.passes(Duration.ofSeconds(599));
        assertThat(take()).isEmpty();
        world.passes(Duration.ofSeconds(2));
        finish(take().get(0), 200);
        assertThat(runs(trigger).get(0).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void anAnswerThatDidNotEndWellIsNoSuccessWhateverItsStatus() {
        Trigger trigger = world.trigger(application, "Hourly", "0 * * * *");
        world.passes(Duration.ofHours(1));
        firing.fire(10);
        Callback callback = take().get(0);
        dispatch.exchange(
                node,
                List.of(new Dispatch.Outcome(
                        callback,
                        Optional.of(new CallbackAnswer(200, List.of(), "x")),
                        Optional.of("there was no whole answer in time"),
                        Duration.ofSeconds(15))),
                NO_ROOM);
        assertThat(runs(trigger).get(0).status()).isEqualTo(RunStatus.RUNNING);
        RunAttempt attempt = world.useCases
                .triggerRuns()
                .find(world.admin, callback.run().id())
                .attempts()
                .get(0);
        assertThat(attempt.error()).contains("there was no whole answer in time");
    }

    @Test
    void whoAnswersGoneIsDisabledOnceAndTheLogTellsSo() {
        Trigger trigger = world.trigger(application, "Hourly", "0 * * * *");
        world.passes(Duration.ofHours(1));
        firing.fire(10);
        finish(take().get(0), 410);

        Backend gone = world.useCases.backends().find(world.admin, backend.id());
        assertThat(gone.enabled()).isFalse();
        assertThat(gone.gone()).isTrue();
        assertThat(world.lastAudited().entityId()).isEqualTo(backend.id().value());
        assertThat(runs(trigger).get(0).status()).isEqualTo(RunStatus.FAILED);
        world.passes(Duration.ofHours(1));
        firing.fire(10);
        assertThat(runs(trigger).get(1).status()).isEqualTo(RunStatus.NO_BACKEND);
        // A heartbeat changes nothing about that; somebody switches it on again.
        world.useCases.backends().register(machine, World.registration("Payment"));
        assertThat(world.useCases.backends().find(world.admin, backend.id()).enabled())
                .isFalse();
        Backend back = world.useCases.backends().update(world.admin, backend.id(), Patch.set(true));
        assertThat(back.gone()).isFalse();
    }

    @Test
    void aHeartbeatIsNotAudited() {
        int rows = world.transactions.auditLog().size();
        world.passes(Duration.ofMinutes(5));
        Backends.Registered again = register(Patch.keep());
        assertThat(again.signingSecret()).isEmpty();
        assertThat(again.backend().id()).isEqualTo(backend.id());
        assertThat(world.transactions.auditLog()).hasSize(rows);
        assertThat(world.useCases.backends().find(world.admin, backend.id()).heartbeatAt())
                .isEqualTo(world.instant());

        register(Patch.set("1.2.3"));
        assertThat(world.transactions.auditLog()).hasSize(rows + 1);
        register(Patch.set("1.2.3"));
        assertThat(world.transactions.auditLog()).hasSize(rows + 1);
    }

    private Backends.Registered register(Patch<String> version) {
        Backend.Registration plain = World.registration("Payment");
        return world.useCases
                .backends()
                .register(
                        machine,
                        new Backend.Registration(
                                plain.name(), plain.callbackUrl(), Patch.keep(), version, Patch.keep(), Patch.keep()));
    }

    @Test
    void bothSecretsSignForADay() {
        world.trigger(application, "Hourly", "0 * * * *");
        world.useCases.backends().rotate(world.admin, backend.id());
        world.passes(Duration.ofHours(1));
        firing.fire(10);
        Callback first = take().get(0);
        assertThat(dispatch.signing(first)).hasSize(2);
        finish(first, 200);
        world.passes(Duration.ofHours(23));
        firing.fire(10);
        List<Callback> later = take();
        assertThat(dispatch.signing(later.get(later.size() - 1))).hasSize(1);
    }

    @Test
    void peopleRegisterNothingAndARunUnderWayIsNotSentAgain() {
        assertRefused(FORBIDDEN, () -> world.useCases.backends().register(world.admin, World.registration("Payment")));
        Trigger trigger = world.trigger(application, "Hourly", "0 * * * *");
        TriggerRun run =
                world.useCases.triggerRuns().run(world.admin, trigger.id()).run();
        assertRefused(CONFLICT, () -> world.useCases.triggerRuns().redeliver(world.admin, run.id()));
        finish(take().get(0), 410);
        assertRefused(CONFLICT, () -> world.useCases.triggerRuns().redeliver(world.admin, run.id()));
    }

    private static void assertRefused(ErrorCode code, Runnable work) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void anotherScheduleIsPlannedByTheClockOfAll() {
        Trigger trigger = world.trigger(application, "Hourly", "0 * * * *");
        Trigger.Change change = new Trigger.Change(
                Patch.keep(),
                Patch.keep(),
                Patch.set(new CronExpression("* * * * *")),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
        world.useCases.triggers().update(world.admin, trigger.id(), change);
        world.passes(Duration.ofMinutes(1));
        assertThat(firing.fire(10).triggers()).isEqualTo(1);

        Trigger.Change off = new Trigger.Change(
                Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(false), Patch.keep());
        world.useCases.triggers().update(world.admin, trigger.id(), off);
        world.passes(Duration.ofHours(5));
        assertThat(firing.fire(10).triggers()).isZero();
        assertThat(dispatch.activeTriggers()).isZero();
    }
}
