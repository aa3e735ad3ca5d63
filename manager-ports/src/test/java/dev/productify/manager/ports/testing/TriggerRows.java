package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.RunAttempt;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.domain.trigger.TriggerId;
import dev.productify.manager.domain.trigger.TriggerRun;
import dev.productify.manager.domain.trigger.TriggerRunId;
import dev.productify.manager.ports.trigger.CallbackAnswer;
import dev.productify.manager.ports.trigger.NodeId;
import dev.productify.manager.ports.trigger.RunFacts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Triggers, backends, runs, and what is to be sent for them. */
final class TriggerRows {
    enum DeliveryStatus {
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    record Delivery(
            DeliveryId id,
            TriggerRunId run,
            BackendId backend,
            DeliveryStatus status,
            int attempts,
            Instant dueAt,
            Optional<NodeId> node) {
        Delivery with(DeliveryStatus next, int nextAttempts, Instant due, Optional<NodeId> nextNode) {
            return new Delivery(id, run, backend, next, nextAttempts, due, nextNode);
        }

        boolean isOpen() {
            return status == DeliveryStatus.WAITING || status == DeliveryStatus.RUNNING;
        }
    }

    record Run(TriggerRun run, RunFacts facts, Instant endsAt) {}

    record Attempt(RunAttempt attempt, DeliveryId delivery, Optional<CallbackAnswer> answer) {}

    final Map<TriggerId, Trigger> triggers = new LinkedHashMap<>();
    final Map<TriggerId, Instant> due = new LinkedHashMap<>();
    final Map<BackendId, Backend> backends = new LinkedHashMap<>();
    final Map<TriggerRunId, Run> runs = new LinkedHashMap<>();
    final Map<DeliveryId, Delivery> deliveries = new LinkedHashMap<>();
    final Map<AttemptId, Attempt> attempts = new LinkedHashMap<>();
    final Map<NodeId, Instant> nodes = new LinkedHashMap<>();

    TriggerRows copy() {
        TriggerRows copy = new TriggerRows();
        copy.triggers.putAll(triggers);
        copy.due.putAll(due);
        copy.backends.putAll(backends);
        copy.runs.putAll(runs);
        copy.deliveries.putAll(deliveries);
        copy.attempts.putAll(attempts);
        copy.nodes.putAll(nodes);
        return copy;
    }

    /** Runs stay: they outlive what they are of. */
    long removeTriggersAt(Predicate<Place> gone) {
        int before = triggers.size();
        triggers.values().removeIf(trigger -> gone.test(trigger.place()));
        due.keySet().retainAll(triggers.keySet());
        return before - triggers.size();
    }

    long removeBackends(Predicate<Backend> gone) {
        int before = backends.size();
        backends.values().removeIf(gone);
        return before - backends.size();
    }
}
