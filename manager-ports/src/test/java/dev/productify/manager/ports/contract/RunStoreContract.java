package dev.productify.manager.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.tenancy.Application;
import dev.productify.manager.domain.tenancy.Project;
import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.tenancy.Tenant;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.MisfireRules;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunKey;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.access.Standing;
import dev.productify.manager.ports.access.Target;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import dev.productify.manager.ports.shared.ListQuery.Order;
import dev.productify.manager.ports.shared.Page;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Ending;
import dev.productify.manager.ports.trigger.NewRun;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.trigger.RunFacts;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import dev.productify.manager.ports.tx.Binding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code RunStore} promises: runs once for each instant, and what is sent for them. */
public abstract class RunStoreContract extends StoreContract {
    static final RunFacts FACTS =
            new RunFacts("Daily Ünïcode", Optional.of(new RunKey("daily")), new Slug("web"), new Slug("acme"));

    private static final Duration LONG = Duration.ofMinutes(10);
    /** More than waits for anybody. */
    private static final int ALL = 1_000;

    private final Project project = project();
    private final Tenant tenant = tenant(project);
    private final Application application = application(tenant);
    private final MachineUser owner = machineUser(tenant);
    private final Trigger trigger = trigger(application, "a");
    private final NodeId node = new NodeId(newId());

    private void planted() {
        kept(project);
        kept(tenant);
        kept(application);
        kept(owner);
        kept(trigger);
        change(PLATFORM, stores -> stores.runs().alive(node, LONG));
    }

    private TriggerRun run(RunCause cause, Instant scheduledAt, RunStatus status) {
        return new TriggerRun(
                new TriggerRunId(newId()),
                project.id(),
                tenant.id(),
                application.id(),
                trigger.id(),
                cause,
                scheduledAt,
                status,
                status == RunStatus.SKIPPED ? Optional.of(SkipReason.MISFIRE) : Optional.empty(),
                Optional.empty(),
                CREATED,
                Optional.empty(),
                status.isFinal() ? Optional.of(CREATED) : Optional.empty());
    }

    private static NewRun to(TriggerRun run, Backend... backends) {
        return new NewRun(
                run,
                FACTS,
                LATER,
                Stream.of(backends)
                        .map(backend -> new NewRun.Delivery(new DeliveryId(newId()), backend.id()))
                        .toList());
    }

    private Set<TriggerRunId> insert(NewRun... runs) {
        return write(PLATFORM, stores -> stores.runs().insert(List.of(runs)));
    }

    /** A run that waits to be sent to those. */
    private TriggerRun pending(Backend... backends) {
        TriggerRun run = run(RunCause.MANUAL, CREATED, RunStatus.PENDING);
        insert(to(run, backends));
        return run;
    }

    private TriggerRun found(TriggerRun run) {
        return read(PLATFORM, stores -> stores.runs().find(run.id())).orElseThrow();
    }

    private List<RunAttempt> attempts(TriggerRun run) {
        return read(PLATFORM, stores -> stores.runs().attemptsOf(List.of(run.id())))
                .getOrDefault(run.id(), List.of());
    }

    /** What the node takes of this test. */
    private List<Callback> take(NodeId by) {
        return take(by, ALL, Map.of());
    }

    private List<Callback> take(NodeId by, int room, Map<BackendId, Integer> rooms) {
        List<Callback> taken = write(PLATFORM, stores -> stores.runs().take(by, ALL, room, rooms, Optional.empty()));
        return taken.stream()
                .filter(callback -> callback.run().project().equals(project.id()))
                .toList();
    }

    private boolean finish(NodeId by, Ending ending) {
        return write(PLATFORM, stores -> stores.runs().finish(by, List.of(ending)))
                .contains(ending.delivery());
    }

    private static Ending ending(Callback callback, int status, Optional<Instant> retryAt) {
        boolean taken = status == 200;
        return new Ending(
                callback.delivery(),
                callback.run().id(),
                callback.attempt(),
                taken ? AttemptStatus.SUCCEEDED : AttemptStatus.FAILED,
                Optional.of(new CallbackAnswer(status, List.of("content-type: text/plain", "x: ü"), "body\nü\u0000")),
                taken ? Optional.empty() : Optional.of("it failed"),
                Duration.ofMillis(17),
                retryAt);
    }

    @Test
    void everyFieldComesBackAsItWasWritten() {
        planted();
        MisfireRules.Missed counted = new MisfireRules.Missed(CREATED, LATER, Optional.of(7));
        MisfireRules.Missed uncounted = new MisfireRules.Missed(UPDATED, LATER, Optional.empty());
        TriggerRun pending = run(RunCause.SCHEDULE, LATER, RunStatus.PENDING);
        TriggerRun nobody = run(RunCause.MANUAL, CREATED, RunStatus.NO_BACKEND);
        List<TriggerRun> runs = List.of(pending, nobody, missed(CREATED, counted), missed(UPDATED, uncounted));

        Set<TriggerRunId> added = write(
                at(tenant.place()),
                stores -> stores.runs().insert(runs.stream().map(run -> to(run)).toList()));
        assertThat(added)
                .containsExactlyInAnyOrderElementsOf(
                        runs.stream().map(TriggerRun::id).toList());
        for (TriggerRun run : runs) {
            assertThat(found(run)).isEqualTo(run);
            assertFound(write(at(tenant.place()), stores -> stores.runs().lock(run.id())))
                    .contains(run);
            assertThat(attempts(run)).isEmpty();
        }
    }

    private TriggerRun missed(Instant first, MisfireRules.Missed missed) {
        TriggerRun run = run(RunCause.SCHEDULE, first, RunStatus.SKIPPED);
        return new TriggerRun(
                run.id(),
                run.project(),
                run.tenant(),
                run.application(),
                run.trigger(),
                run.cause(),
                first,
                run.status(),
                run.skipped(),
                Optional.of(missed),
                CREATED,
                Optional.empty(),
                Optional.of(CREATED));
    }

    @Test
    void ofATriggerAndAnInstantThereIsOneRun() {
        planted();
        Backend backend = kept(backend(owner, "a"));
        NewRun first = to(run(RunCause.SCHEDULE, CREATED, RunStatus.PENDING), backend);
        NewRun again = to(run(RunCause.SCHEDULE, CREATED, RunStatus.PENDING), backend);
        NewRun skipped = to(run(RunCause.SCHEDULE, CREATED, RunStatus.SKIPPED));
        NewRun next = to(run(RunCause.SCHEDULE, CREATED.plusMillis(1), RunStatus.PENDING));
        NewRun byHand = to(run(RunCause.MANUAL, CREATED, RunStatus.PENDING));
        NewRun byHandAgain = to(run(RunCause.MANUAL, CREATED, RunStatus.PENDING));

        assertThat(insert(first)).containsExactly(first.run().id());
        assertThat(insert(again, skipped, next, byHand, byHandAgain))
                .containsExactlyInAnyOrder(
                        next.run().id(), byHand.run().id(), byHandAgain.run().id());

        long count = read(PLATFORM, stores -> stores.runs().countOf(trigger.id(), ListQuery.all()));
        assertThat(count).isEqualTo(4);
        assertThat(take(node))
                .extracting(Callback::run)
                .extracting(TriggerRun::id)
                .containsExactly(first.run().id());
    }

    @Test
    void runsAreListedByWhatTheyAre() {
        planted();
        List<TriggerRun> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            RunStatus status = RunStatus.values()[i % RunStatus.values().length];
            all.add(run(RunCause.SCHEDULE, CREATED.plusSeconds(i), status));
            insert(to(all.get(i)));
        }

        for (TriggerRunColumn column : TriggerRunColumn.values()) {
            for (boolean descending : List.of(false, true)) {
                if (column.orderable()) {
                    List<TriggerRun> expected = new ArrayList<>(all);
                    if (descending) {
                        Collections.reverse(expected);
                    }
                    ListQuery<TriggerRunColumn> query = new ListQuery<>(
                            List.of(), Optional.of(new Order<>(column, descending)), Optional.of(new Page(5, 3)));
                    assertThat(listed(query)).isEqualTo(expected.subList(3, 8));
                }
            }
        }
        for (RunStatus status : RunStatus.values()) {
            assertThat(listed(where(TriggerRunColumn.STATUS, Operator.EQUALS, status.name())))
                    .containsExactlyElementsOf(
                            all.stream().filter(run -> run.status() == status).toList());
        }
        assertThat(listed(where(TriggerRunColumn.CAUSE, Operator.EQUALS, "MANUAL")))
                .isEmpty();
        assertThat(listed(where(TriggerRunColumn.SCHEDULED_AT, Operator.AFTER, CREATED.plusSeconds(9))))
                .containsExactly(all.get(10), all.get(11));
        assertThat(listed(where(TriggerRunColumn.SCHEDULED_AT, Operator.BEFORE, CREATED.plusSeconds(1))))
                .containsExactly(all.get(0));
        assertThat(listed(where(TriggerRunColumn.FINISHED_AT, Operator.BEFORE, LATER)))
                .hasSize(8);
        assertThat(listed(where(TriggerRunColumn.STARTED_AT, Operator.AFTER, CREATED)))
                .isEmpty();
    }

    private static ListQuery<TriggerRunColumn> where(TriggerRunColumn column, Operator operator, Object value) {
        return new ListQuery<>(List.of(new Condition<>(column, operator, value)), Optional.empty(), Optional.empty());
    }

    private List<TriggerRun> listed(ListQuery<TriggerRunColumn> query) {
        List<TriggerRun> rows = read(PLATFORM, stores -> stores.runs().listOf(trigger.id(), query));
        long count = read(PLATFORM, stores -> stores.runs().countOf(trigger.id(), query));
        assertThat(count).isEqualTo(query.page().isPresent() ? 12 : rows.size());
        return rows;
    }

    @Test
    void whatIsTakenIsWrittenDownBeforeItIsSent() {
        planted();
        Backend backend = kept(backend(owner, "a"));
        TriggerRun run = pending(backend);

        List<Callback> taken = take(node);

        assertThat(taken).hasSize(1);
        Callback callback = taken.get(0);
        assertThat(callback.run().id()).isEqualTo(run.id());
        assertThat(callback.run().scheduledAt()).isEqualTo(CREATED);
        assertThat(callback.facts()).isEqualTo(FACTS);
        assertThat(callback.backend()).isEqualTo(backend);
        assertThat(callback.attempt()).isEqualTo(1);
        assertThat(callback.endsAt()).isEqualTo(LATER);
        assertThat(attempts(run)).singleElement().satisfies(attempt -> {
            assertThat(attempt.id()).isEqualTo(callback.attemptId());
            assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING);
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.backend()).isEqualTo(backend.id());
            assertThat(attempt.backendName()).isEqualTo("a");
            assertThat(attempt.startedAt()).isEqualTo(callback.at());
            assertThat(attempt.duration()).isEmpty();
        });
        assertThat(found(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(found(run).startedAt()).contains(callback.at());
        assertThat(take(node)).isEmpty();
    }

    @Test
    void anEndingIsWrittenDownWithTheAnswer() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Callback callback = take(node).get(0);
        assertFound(answer(callback.attemptId())).isEmpty();

        assertThat(finish(node, ending(callback, 200, Optional.empty()))).isTrue();

        assertThat(found(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(found(run).finishedAt()).isPresent();
        assertThat(attempts(run)).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(AttemptStatus.SUCCEEDED);
            assertThat(attempt.httpStatus()).contains(200);
            assertThat(attempt.duration()).contains(Duration.ofMillis(17));
            assertThat(attempt.error()).isEmpty();
        });
        CallbackAnswer answer = answer(callback.attemptId()).orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsExactly("content-type: text/plain", "x: ü");
        assertThat(answer.body()).startsWith("body\nü");
        assertThat(take(node)).isEmpty();
    }

    private Optional<CallbackAnswer> answer(AttemptId attempt) {
        return read(PLATFORM, stores -> stores.runs().answer(attempt));
    }

    @Test
    void whatFailedIsTakenAgainWhenItIsDueAndNotBefore() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Instant now = read(PLATFORM, stores -> stores.triggers().now());
        finish(node, ending(take(node).get(0), 500, Optional.of(now.plus(LONG))));
        assertThat(take(node)).isEmpty();
        assertThat(found(run).status()).isEqualTo(RunStatus.RUNNING);

        TriggerRun other = pending(kept(backend(owner, "b")));
        finish(node, ending(take(node).get(0), 500, Optional.of(now.minusSeconds(1))));
        Callback again = take(node).get(0);
        assertThat(again.run().id()).isEqualTo(other.id());
        assertThat(again.attempt()).isEqualTo(2);
        finish(node, ending(again, 500, Optional.empty()));

        assertThat(found(other).status()).isEqualTo(RunStatus.FAILED);
        assertThat(attempts(other)).extracting(RunAttempt::number).containsExactly(1, 2);
        assertThat(attempts(other)).extracting(RunAttempt::error).containsOnly(Optional.of("it failed"));
        assertThat(take(node)).isEmpty();
    }

    @Test
    void aRunEndsWithTheLastOfItsBackends() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")), kept(backend(owner, "b")));
        List<Callback> taken = take(node);
        assertThat(taken).hasSize(2);

        finish(node, ending(taken.get(0), 500, Optional.empty()));
        assertThat(found(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(found(run).finishedAt()).isEmpty();
        finish(node, ending(taken.get(1), 200, Optional.empty()));
        assertThat(found(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(found(run).finishedAt()).isPresent();
    }

    @Test
    void onlyEnabledBackendsAreSentToAndTheRestIsEnded() {
        planted();
        Backend disabled = kept(backend(owner, "a"));
        Backend gone = kept(backend(owner, "b"));
        Backend enabled = kept(backend(owner, "c"));
        TriggerRun failed = pending(disabled, gone);
        TriggerRun half = pending(disabled, enabled);
        change(PLATFORM, stores -> stores.backends().update(disabled.enabled(false, LATER)));
        change(PLATFORM, stores -> stores.backends().delete(gone.id()));

        List<Callback> taken = take(node);
        assertThat(taken).extracting(Callback::backend).containsExactly(enabled);
        change(PLATFORM, stores -> stores.runs().dropUndeliverable(ALL));

        assertThat(found(failed).status()).isEqualTo(RunStatus.FAILED);
        assertThat(found(half).status()).isEqualTo(RunStatus.RUNNING);
        finish(node, ending(taken.get(0), 200, Optional.empty()));
        assertThat(found(half).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void eachBackendHasRoomOfItsOwnAndItsTurn() {
        planted();
        Backend first = kept(backend(owner, "a"));
        Backend second = kept(backend(owner, "b"));
        for (int i = 0; i < 5; i++) {
            pending(first);
            pending(second);
        }

        assertThat(backends(take(node, 2, Map.of()))).containsExactly(first.id(), first.id(), second.id(), second.id());
        assertThat(backends(take(node, 2, Map.of(first.id(), 0)))).containsExactly(second.id(), second.id());
        List<Callback> around =
                write(PLATFORM, stores -> stores.runs().take(node, ALL, 2, Map.of(), Optional.of(first.id())));
        assertThat(backends(around.stream()
                        .filter(callback -> callback.run().project().equals(project.id()))
                        .toList()))
                .containsExactly(second.id(), first.id(), first.id());
        pending(second);
        pending(second);
        List<Callback> few = write(PLATFORM, stores -> stores.runs().take(node, 1, ALL, Map.of(), Optional.empty()));
        assertThat(few).hasSize(1);
        assertThat(backends(take(node)).size() + (few.get(0).run().project().equals(project.id()) ? 1 : 0))
                .isEqualTo(3);
    }

    private static List<BackendId> backends(List<Callback> callbacks) {
        return callbacks.stream().map(callback -> callback.backend().id()).toList();
    }

    @Test
    void anotherNodeTakesOverFromOneThatDied() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Callback lost = take(node).get(0);
        NodeId other = new NodeId(newId());
        change(PLATFORM, stores -> stores.runs().alive(other, LONG));
        change(PLATFORM, stores -> stores.runs().takeOver());
        assertThat(take(other)).isEmpty();

        change(PLATFORM, stores -> stores.runs().alive(node, Duration.ZERO));
        int taken = write(PLATFORM, stores -> stores.runs().takeOver());

        assertThat(taken).isPositive();
        Callback again = take(other).get(0);
        assertThat(again.run().id()).isEqualTo(run.id());
        assertThat(again.delivery()).isEqualTo(lost.delivery());
        assertThat(again.attempt()).isEqualTo(2);
        // The one that was believed dead comes back: what it says does not count.
        assertThat(finish(node, ending(lost, 500, Optional.empty()))).isFalse();
        assertThat(take(node)).isEmpty();
        assertThat(finish(other, ending(again, 200, Optional.empty()))).isTrue();
        assertThat(found(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(attempts(run))
                .extracting(RunAttempt::status)
                .containsExactly(AttemptStatus.FAILED, AttemptStatus.SUCCEEDED);
    }

    @Test
    void aNodeThatNobodyBelievesToLiveTakesNothing() {
        planted();
        pending(kept(backend(owner, "a")));

        assertThat(take(new NodeId(newId()))).isEmpty();
        change(PLATFORM, stores -> stores.runs().alive(node, Duration.ZERO));
        assertThat(take(node)).isEmpty();
        change(PLATFORM, stores -> stores.runs().alive(node, LONG));
        assertThat(take(node)).hasSize(1);
    }

    @Test
    void anEndingCountsOnce() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Callback callback = take(node).get(0);

        assertThat(finish(node, ending(callback, 200, Optional.empty()))).isTrue();
        assertThat(finish(node, ending(callback, 500, Optional.empty()))).isFalse();
        assertThat(found(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(attempts(run).get(0).httpStatus()).contains(200);
    }

    @Test
    void aTriggerIsBusyUntilItsAttemptsEndAndNotWhileItWaitsToTryAgain() {
        planted();
        assertThat(busy()).isFalse();
        pending(kept(backend(owner, "a")));
        assertThat(busy()).isTrue();
        Callback callback = take(node).get(0);
        assertThat(busy()).isTrue();
        finish(node, ending(callback, 500, Optional.of(callback.at().plus(LONG))));
        assertThat(busy()).isFalse();
    }

    private boolean busy() {
        return read(PLATFORM, stores -> stores.runs().busy(List.of(trigger.id())))
                .contains(trigger.id());
    }

    @Test
    void aRunIsSentAgainUnderItsId() {
        planted();
        Backend first = kept(backend(owner, "a"));
        Backend second = kept(backend(owner, "b"));
        TriggerRun run = pending(first);
        finish(node, ending(take(node).get(0), 500, Optional.empty()));

        change(
                at(tenant.place()),
                stores -> stores.runs()
                        .sendAgain(
                                run.id(),
                                Map.of(first.id(), new DeliveryId(newId()), second.id(), new DeliveryId(newId())),
                                UPDATED));

        assertThat(found(run).status()).isEqualTo(RunStatus.PENDING);
        assertThat(found(run).finishedAt()).isEmpty();
        List<Callback> again = take(node);
        assertThat(again).extracting(callback -> callback.run().id()).containsOnly(run.id());
        assertThat(again).extracting(Callback::attempt).containsExactly(2, 1);
        assertThat(again).extracting(Callback::endsAt).containsOnly(UPDATED);
        again.forEach(callback -> finish(node, ending(callback, 200, Optional.empty())));
        assertThat(found(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(attempts(run)).hasSize(3);
    }

    @Test
    void whatWasSkippedCanBeSent() {
        planted();
        TriggerRun run = run(RunCause.SCHEDULE, CREATED, RunStatus.SKIPPED);
        insert(to(run));
        Backend backend = kept(backend(owner, "a"));

        change(
                PLATFORM,
                stores -> stores.runs().sendAgain(run.id(), Map.of(backend.id(), new DeliveryId(newId())), LATER));

        assertThat(found(run).skipped()).isEmpty();
        assertThat(take(node)).hasSize(1);
    }

    @Test
    void whatWaitsIsCountedByApplication() {
        planted();
        Backend backend = kept(backend(owner, "a"));
        pending(backend);
        pending(backend);
        assertRows(read(PLATFORM, stores -> stores.runs().waiting())).containsEntry(application.id(), 2L);
        take(node);
        assertRows(read(PLATFORM, stores -> stores.runs().waiting())).doesNotContainKey(application.id());
    }

    @Test
    void runsOutliveWhatTheyAreOfUntilTheyAreOld() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Callback callback = take(node).get(0);
        change(PLATFORM, stores -> stores.projects().delete(project.id()));
        assertThat(found(run).id()).isEqualTo(run.id());
        assertFound(standingAt(new Target.OfTriggerRun(run.id())).map(Standing::place))
                .contains(application.place());
        assertFound(standingAt(new Target.OfTriggerAttempt(callback.attemptId()))
                        .map(Standing::place))
                .contains(application.place());

        change(at(project), stores -> stores.runs().removeOlderThan(Duration.ofDays(36_500), ALL));
        assertThat(found(run).id()).isEqualTo(run.id());
        int removed = write(at(project), stores -> stores.runs().removeOlderThan(Duration.ZERO, ALL));
        assertThat(removed).isEqualTo(1);
        assertFound(read(PLATFORM, stores -> stores.runs().find(run.id()))).isEmpty();
        assertThat(attempts(run)).isEmpty();
        assertFound(standingAt(new Target.OfTriggerAttempt(callback.attemptId())))
                .isEmpty();
    }

    @Test
    void runsOfTriggersThatAreGoneAreOrphans() {
        planted();
        Backend backend = kept(backend(owner, "a"));
        TriggerRun orphan = pending(backend);
        Trigger other = kept(trigger(application, "b"));
        TriggerRun stays = new TriggerRun(
                new TriggerRunId(newId()),
                project.id(),
                tenant.id(),
                application.id(),
                other.id(),
                RunCause.MANUAL,
                CREATED,
                RunStatus.PENDING,
                Optional.empty(),
                Optional.empty(),
                CREATED,
                Optional.empty(),
                Optional.empty());
        insert(to(stays, backend));
        assertThat(take(node)).hasSize(2);
        removeOrphans();
        assertThat(found(orphan).id()).isEqualTo(orphan.id());

        change(PLATFORM, stores -> stores.triggers().delete(trigger.id()));
        removeOrphans();

        assertFound(read(PLATFORM, stores -> stores.runs().find(orphan.id()))).isEmpty();
        assertThat(attempts(orphan)).isEmpty();
        assertThat(found(stays).id()).isEqualTo(stays.id());
        assertThat(attempts(stays)).hasSize(1);
    }

    /** Of other tests' rows, too: until there is nothing more. */
    private void removeOrphans() {
        int removed;
        do {
            removed = write(PLATFORM, stores -> stores.runs().removeOrphans(3));
            assertThat(removed).isBetween(0, 3);
        } while (removed > 0);
    }

    @Test
    void onlyWhatTheBindingHoldsIsSeenAndWritten() {
        planted();
        TriggerRun run = pending(kept(backend(owner, "a")));
        Callback callback = take(node).get(0);
        finish(node, ending(callback, 200, Optional.empty()));
        Tenant sibling = kept(tenant(project));

        for (Binding binding : List.of(
                at(tenant.place()),
                at(project),
                new Binding.Reach(principal(keptMember(application.place(), Role.VIEWER))),
                new Binding.Reach(owner.principal()))) {
            assertThat(seen(binding, run, callback)).as(binding.toString()).isTrue();
        }
        for (Binding binding : List.of(
                at(sibling.place()),
                new Binding.Reach(principal(keptMember(sibling.place(), Role.ADMIN))),
                new Binding.Reach(kept(machineUser(sibling)).principal()))) {
            assertThat(seen(binding, run, callback)).as(binding.toString()).isFalse();
            NewRun added = to(run(RunCause.MANUAL, CREATED, RunStatus.PENDING));
            assertThatThrownBy(() -> change(binding, stores -> stores.runs().insert(List.of(added))))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private boolean seen(Binding binding, TriggerRun run, Callback callback) {
        return read(binding, stores -> {
            boolean found = stores.runs().find(run.id()).isPresent();
            boolean listed =
                    !stores.runs().listOf(trigger.id(), ListQuery.all()).isEmpty();
            Collection<TriggerRunId> tried =
                    stores.runs().attemptsOf(List.of(run.id())).keySet();
            boolean answered = stores.runs().answer(callback.attemptId()).isPresent();
            long count = stores.runs().countOf(trigger.id(), ListQuery.all());
            assertThat(List.of(listed, !tried.isEmpty(), answered, count == 1)).containsOnly(found);
            return found;
        });
    }
}
