package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.tenancy.ApplicationId;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.RunCause;
import dev.productify.manager.domain.trigger.RunStatus;
import dev.productify.manager.domain.trigger.SkipReason;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.shared.ListQuery;
import dev.productify.manager.ports.testing.TriggerRows.Attempt;
import dev.productify.manager.ports.testing.TriggerRows.Delivery;
import dev.productify.manager.ports.testing.TriggerRows.DeliveryStatus;
import dev.productify.manager.ports.testing.TriggerRows.Run;
import dev.productify.manager.ports.trigger.Callback;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.Ending;
import dev.productify.manager.ports.trigger.NewRun;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.trigger.RunStore;
import dev.productify.manager.ports.trigger.TriggerRunColumn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryRunStore implements RunStore {
    private final TriggerRows rows;
    private final Sightline sightline;
    private final InstantSource clock;

    InMemoryRunStore(TriggerRows rows, Sightline sightline, InstantSource clock) {
        this.rows = rows;
        this.sightline = sightline;
        this.clock = clock;
    }

    @Override
    public Set<TriggerRunId> insert(List<NewRun> runs) {
        Set<TriggerRunId> added = new LinkedHashSet<>();
        for (NewRun made : runs) {
            TriggerRun run = made.run();
            sightline.requireInside(sightline.writes(run.place()));
            boolean there = run.cause() == RunCause.SCHEDULE
                    && rows.runs.values().stream().map(Run::run).anyMatch(other -> isSameInstant(other, run));
            if (!there) {
                rows.runs.put(run.id(), new Run(run, made.facts(), made.endsAt()));
                made.deliveries().forEach(delivery -> add(run.id(), delivery.id(), delivery.backend()));
                added.add(run.id());
            }
        }
        return added;
    }

    private static boolean isSameInstant(TriggerRun one, TriggerRun other) {
        return one.cause() == RunCause.SCHEDULE
                && one.trigger().equals(other.trigger())
                && one.scheduledAt().equals(other.scheduledAt());
    }

    private void add(TriggerRunId run, DeliveryId id, BackendId backend) {
        rows.deliveries.put(
                id, new Delivery(id, run, backend, DeliveryStatus.WAITING, 0, clock.instant(), Optional.empty()));
    }

    @Override
    public Optional<TriggerRun> find(TriggerRunId id) {
        return Optional.ofNullable(rows.runs.get(id)).map(Run::run).filter(run -> sightline.sees(run.place()));
    }

    @Override
    public Optional<TriggerRun> lock(TriggerRunId id) {
        return find(id);
    }

    @Override
    public List<TriggerRun> listOf(TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        return InMemoryLists.page(of(trigger), query, TriggerRun::id);
    }

    @Override
    public long countOf(TriggerId trigger, ListQuery<TriggerRunColumn> query) {
        return InMemoryLists.count(of(trigger), query);
    }

    private Stream<TriggerRun> of(TriggerId trigger) {
        return rows.runs.values().stream()
                .map(Run::run)
                .filter(run -> run.trigger().equals(trigger))
                .filter(run -> sightline.sees(run.place()));
    }

    @Override
    public Map<TriggerRunId, List<RunAttempt>> attemptsOf(Collection<TriggerRunId> runs) {
        Map<TriggerRunId, List<RunAttempt>> attempts = new LinkedHashMap<>();
        rows.attempts.values().stream()
                .map(Attempt::attempt)
                .filter(attempt -> runs.contains(attempt.run()))
                .filter(attempt -> find(attempt.run()).isPresent())
                .sorted(Comparator.comparing(RunAttempt::startedAt)
                        .thenComparing(RunAttempt::number)
                        .thenComparing(attempt -> attempt.id().value().toString()))
                .forEach(attempt -> attempts.computeIfAbsent(attempt.run(), run -> new ArrayList<>())
                        .add(attempt));
        return attempts;
    }

    @Override
    public Optional<CallbackAnswer> answer(AttemptId attempt) {
        return Optional.ofNullable(rows.attempts.get(attempt))
                .filter(kept -> find(kept.attempt().run()).isPresent())
                .flatMap(Attempt::answer);
    }

    @Override
    public Set<TriggerId> busy(Collection<TriggerId> triggers) {
        return rows.deliveries.values().stream()
                .filter(delivery -> delivery.status() == DeliveryStatus.RUNNING
                        || delivery.status() == DeliveryStatus.WAITING && delivery.attempts() == 0)
                .flatMap(delivery -> find(delivery.run()).stream())
                .map(TriggerRun::trigger)
                .filter(triggers::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public void sendAgain(TriggerRunId run, Map<BackendId, DeliveryId> backends, Instant endsAt) {
        if (find(run).isEmpty()) {
            return;
        }
        backends.forEach((backend, id) -> {
            Optional<Delivery> kept = ofRun(run)
                    .filter(delivery -> delivery.backend().equals(backend))
                    .findFirst();
            kept.ifPresentOrElse(
                    delivery -> put(delivery.with(
                            DeliveryStatus.WAITING, delivery.attempts(), clock.instant(), Optional.empty())),
                    () -> add(run, id, backend));
        });
        Run before = rows.runs.get(run);
        TriggerRun reopened =
                with(before.run(), RunStatus.PENDING, Optional.empty(), Optional.empty(), Optional.empty());
        rows.runs.put(run, new Run(reopened, before.facts(), endsAt));
    }

    private Stream<Delivery> ofRun(TriggerRunId run) {
        return List.copyOf(rows.deliveries.values()).stream()
                .filter(delivery -> delivery.run().equals(run));
    }

    private void put(Delivery delivery) {
        rows.deliveries.put(delivery.id(), delivery);
    }

    private static TriggerRun with(
            TriggerRun run,
            RunStatus status,
            Optional<SkipReason> skipped,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt) {
        return new TriggerRun(
                run.id(),
                run.project(),
                run.tenant(),
                run.application(),
                run.trigger(),
                run.cause(),
                run.scheduledAt(),
                status,
                skipped,
                run.missed(),
                run.createdAt(),
                startedAt,
                finishedAt);
    }

    @Override
    public void alive(NodeId node, Duration length) {
        sightline.requireInside(sightline.isPlatform());
        rows.nodes.put(node, clock.instant().plus(length));
    }

    private boolean lives(NodeId node) {
        return Optional.ofNullable(rows.nodes.get(node))
                .filter(until -> until.isAfter(clock.instant()))
                .isPresent();
    }

    @Override
    public int takeOver() {
        List<Delivery> lost = visible()
                .filter(delivery -> delivery.status() == DeliveryStatus.RUNNING
                        && !lives(delivery.node().orElseThrow()))
                .toList();
        for (Delivery delivery : lost) {
            put(delivery.with(DeliveryStatus.WAITING, delivery.attempts(), clock.instant(), Optional.empty()));
            end(delivery, AttemptStatus.FAILED, Optional.empty(), Optional.of("the node died"), Optional.empty());
        }
        return lost.size();
    }

    private Stream<Delivery> visible() {
        return List.copyOf(rows.deliveries.values()).stream()
                .filter(delivery -> find(delivery.run())
                        .filter(run -> sightline.writes(run.place()))
                        .isPresent());
    }

    private void end(
            Delivery delivery,
            AttemptStatus status,
            Optional<CallbackAnswer> answer,
            Optional<String> error,
            Optional<Duration> duration) {
        rows.attempts.replaceAll((id, kept) -> {
            RunAttempt before = kept.attempt();
            if (!kept.delivery().equals(delivery.id()) || before.number() != delivery.attempts()) {
                return kept;
            }
            RunAttempt ended = new RunAttempt(
                    id,
                    before.run(),
                    before.backend(),
                    before.backendName(),
                    before.number(),
                    status,
                    answer.map(CallbackAnswer::status),
                    error,
                    before.startedAt(),
                    duration);
            return new Attempt(ended, kept.delivery(), answer);
        });
    }

    @Override
    public int dropUndeliverable(int limit) {
        List<Delivery> dropped = visible()
                .filter(delivery -> delivery.status() == DeliveryStatus.WAITING
                        && enabled(delivery.backend()).isEmpty())
                .limit(limit)
                .toList();
        for (Delivery delivery : dropped) {
            put(delivery.with(DeliveryStatus.FAILED, delivery.attempts(), delivery.dueAt(), Optional.empty()));
            settle(delivery.run());
        }
        return dropped.size();
    }

    private Optional<Backend> enabled(BackendId id) {
        return Optional.ofNullable(rows.backends.get(id)).filter(Backend::enabled);
    }

    @Override
    public List<Callback> take(
            NodeId node, int limit, int room, Map<BackendId, Integer> rooms, Optional<BackendId> after) {
        if (!lives(node)) {
            return List.of();
        }
        Map<BackendId, Integer> taken = new HashMap<>();
        List<Callback> callbacks = new ArrayList<>();
        visible()
                .filter(delivery -> delivery.status() == DeliveryStatus.WAITING
                        && !delivery.dueAt().isAfter(clock.instant())
                        && enabled(delivery.backend()).isPresent())
                .sorted(Comparator.<Delivery, Boolean>comparing(delivery -> after.filter(
                                        last -> text(delivery.backend()).compareTo(text(last)) <= 0)
                                .isPresent())
                        .thenComparing(delivery -> text(delivery.backend()))
                        .thenComparing(Delivery::dueAt))
                .filter(delivery -> taken.merge(delivery.backend(), 1, Integer::sum)
                        <= rooms.getOrDefault(delivery.backend(), room))
                .limit(limit)
                .forEach(delivery -> callbacks.add(begin(node, delivery)));
        return callbacks;
    }

    private static String text(BackendId id) {
        return id.value().toString();
    }

    private Callback begin(NodeId node, Delivery delivery) {
        Instant now = clock.instant();
        Delivery begun =
                delivery.with(DeliveryStatus.RUNNING, delivery.attempts() + 1, delivery.dueAt(), Optional.of(node));
        put(begun);
        Backend backend = enabled(delivery.backend()).orElseThrow();
        RunAttempt attempt = new RunAttempt(
                new AttemptId(UUID.randomUUID()),
                delivery.run(),
                backend.id(),
                backend.name().value(),
                begun.attempts(),
                AttemptStatus.RUNNING,
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty());
        rows.attempts.put(attempt.id(), new Attempt(attempt, delivery.id(), Optional.empty()));
        Run run = rows.runs.get(delivery.run());
        if (run.run().status() == RunStatus.PENDING) {
            TriggerRun running =
                    with(run.run(), RunStatus.RUNNING, Optional.empty(), Optional.of(now), Optional.empty());
            rows.runs.put(delivery.run(), new Run(running, run.facts(), run.endsAt()));
        }
        return new Callback(
                delivery.id(), attempt.id(), run.run(), run.facts(), backend, begun.attempts(), now, run.endsAt());
    }

    @Override
    public Set<DeliveryId> finish(NodeId node, List<Ending> endings) {
        Set<DeliveryId> counted = new LinkedHashSet<>();
        for (Ending ending : endings) {
            Optional<Delivery> mine = visible()
                    .filter(delivery -> delivery.id().equals(ending.delivery())
                            && delivery.status() == DeliveryStatus.RUNNING
                            && delivery.node().equals(Optional.of(node))
                            && delivery.attempts() == ending.attempt())
                    .findFirst();
            mine.ifPresent(delivery -> {
                finish(delivery, ending);
                counted.add(delivery.id());
            });
        }
        return counted;
    }

    private void finish(Delivery delivery, Ending ending) {
        DeliveryStatus status = ending.retryAt().isPresent()
                ? DeliveryStatus.WAITING
                : ending.status() == AttemptStatus.SUCCEEDED ? DeliveryStatus.SUCCEEDED : DeliveryStatus.FAILED;
        put(delivery.with(status, delivery.attempts(), ending.retryAt().orElse(delivery.dueAt()), Optional.empty()));
        end(delivery, ending.status(), ending.answer(), ending.error(), Optional.of(ending.duration()));
        settle(delivery.run());
    }

    private void settle(TriggerRunId id) {
        int open = 0;
        int failed = 0;
        int succeeded = 0;
        for (Delivery delivery : ofRun(id).toList()) {
            open += delivery.isOpen() ? 1 : 0;
            failed += delivery.status() == DeliveryStatus.FAILED ? 1 : 0;
            succeeded += delivery.status() == DeliveryStatus.SUCCEEDED ? 1 : 0;
        }
        if (open == 0) {
            Run kept = rows.runs.get(id);
            RunStatus status = RunStatus.of(0, succeeded, failed, true);
            TriggerRun ended =
                    with(kept.run(), status, Optional.empty(), kept.run().startedAt(), Optional.of(clock.instant()));
            rows.runs.put(id, new Run(ended, kept.facts(), kept.endsAt()));
        }
    }

    @Override
    public Map<ApplicationId, Long> waiting() {
        return visible()
                .filter(delivery -> delivery.status() == DeliveryStatus.WAITING)
                .collect(Collectors.groupingBy(
                        delivery -> rows.runs.get(delivery.run()).run().application(), Collectors.counting()));
    }

    @Override
    public int removeOlderThan(Duration age, int limit) {
        Set<TriggerRunId> old = rows.runs.values().stream()
                .map(Run::run)
                .filter(run -> sightline.writes(run.place()))
                .filter(run -> run.createdAt().isBefore(clock.instant().minus(age)))
                .sorted(Comparator.comparing(TriggerRun::createdAt))
                .limit(limit)
                .map(TriggerRun::id)
                .collect(Collectors.toSet());
        return remove(old);
    }

    /** There is nothing left over of other runs: one transaction at a time removes and sends. */
    @Override
    public int removeOrphans(int limit) {
        return remove(rows.runs.values().stream()
                .map(Run::run)
                .filter(run -> sightline.writes(run.place()))
                .filter(run -> !rows.triggers.containsKey(run.trigger()))
                .limit(limit)
                .map(TriggerRun::id)
                .collect(Collectors.toSet()));
    }

    private int remove(Set<TriggerRunId> gone) {
        rows.runs.keySet().removeAll(gone);
        rows.deliveries.values().removeIf(delivery -> gone.contains(delivery.run()));
        rows.attempts
                .values()
                .removeIf(attempt -> gone.contains(attempt.attempt().run()));
        return gone.size();
    }
}
