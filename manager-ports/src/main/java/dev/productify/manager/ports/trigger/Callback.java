package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.Backend;
import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.TriggerRun;
import java.time.Instant;

/**
 * An attempt that a node has taken upon itself. It is written down, so it may begin.
 *
 * @param attempt counts the attempts at this backend for this run, from 1 on
 * @param at when it began, on the clock that all nodes share
 * @param endsAt from when on nothing is tried again
 */
public record Callback(
        DeliveryId delivery,
        AttemptId attemptId,
        TriggerRun run,
        RunFacts facts,
        Backend backend,
        int attempt,
        Instant at,
        Instant endsAt) {
    public Callback {
        requireNonNull(delivery, "delivery");
        requireNonNull(attemptId, "attemptId");
        requireNonNull(run, "run");
        requireNonNull(facts, "facts");
        requireNonNull(backend, "backend");
        requireNonNull(at, "at");
        requireNonNull(endsAt, "endsAt");
    }
}
