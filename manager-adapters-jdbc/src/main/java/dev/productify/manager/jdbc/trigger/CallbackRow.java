package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.trigger.AttemptId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.jdbc.backend.BackendRow;
import dev.productify.manager.ports.trigger.Callback;
import java.time.Instant;
import java.util.UUID;

/** An attempt that was just taken, with its run and its backend. */
record CallbackRow(UUID deliveryId, UUID attemptId, int number, Instant startedAt, RunRow run, BackendRow backend) {
    Callback toCallback() {
        return new Callback(
                new DeliveryId(deliveryId),
                new AttemptId(attemptId),
                run.toRun(),
                run.facts(),
                backend.toBackend(),
                number,
                startedAt,
                run.endsAt());
    }
}
