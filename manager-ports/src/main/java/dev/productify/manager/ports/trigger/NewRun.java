package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.backend.BackendId;
import dev.productify.manager.domain.trigger.DeliveryId;
import dev.productify.manager.domain.trigger.TriggerRun;
import java.time.Instant;
import java.util.List;

/**
 * A run with what is to be sent for it.
 *
 * @param endsAt from when on nothing is tried again
 */
public record NewRun(TriggerRun run, RunFacts facts, Instant endsAt, List<Delivery> deliveries) {
    public NewRun {
        requireNonNull(run, "run");
        requireNonNull(facts, "facts");
        requireNonNull(endsAt, "endsAt");
        deliveries = List.copyOf(deliveries);
    }

    /** What is to be sent to one backend. */
    public record Delivery(DeliveryId id, BackendId backend) {
        public Delivery {
            requireNonNull(id, "id");
            requireNonNull(backend, "backend");
        }
    }
}
