package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.trigger.AttemptStatus;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.TriggerRunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param attempt which of the delivery
 * @param retryAt when to try again; empty: never
 */
public record Ending(
        DeliveryId delivery,
        TriggerRunId run,
        int attempt,
        AttemptStatus status,
        Optional<CallbackAnswer> answer,
        Optional<String> error,
        Duration duration,
        Optional<Instant> retryAt) {
    public Ending {
        requireNonNull(delivery, "delivery");
        requireNonNull(run, "run");
        requireNonNull(status, "status");
        requireNonNull(answer, "answer");
        requireNonNull(error, "error");
        requireNonNull(duration, "duration");
        requireNonNull(retryAt, "retryAt");
        if (status == AttemptStatus.RUNNING || status == AttemptStatus.SUCCEEDED && retryAt.isPresent()) {
            throw new IllegalArgumentException("an attempt ends well or not, and is tried again only then");
        }
    }
}
