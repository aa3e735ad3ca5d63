package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.trigger.Trigger;
import java.time.Instant;

/**
 * A trigger that is due.
 *
 * @param due since when
 * @param now on the clock that says so
 */
public record DueTrigger(Trigger trigger, RunFacts facts, Instant due, Instant now) {
    public DueTrigger {
        requireNonNull(trigger, "trigger");
        requireNonNull(facts, "facts");
        requireNonNull(due, "due");
        requireNonNull(now, "now");
    }
}
