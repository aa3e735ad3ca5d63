package dev.productify.manager.jdbc.trigger;

import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.trigger.Trigger;
import dev.productify.manager.ports.trigger.DueTrigger;
import dev.productify.manager.ports.trigger.RunFacts;
import java.time.Instant;

/** A trigger with when it is due, and the slugs of where it lies. */
record DueTriggerRow(TriggerRow trigger, Instant dueAt, Instant now, String applicationSlug, String tenantSlug) {
    DueTrigger toDueTrigger() {
        Trigger due = trigger.toTrigger();
        RunFacts facts = new RunFacts(
                due.definition().name().value(),
                due.definition().runKey(),
                new Slug(applicationSlug),
                new Slug(tenantSlug));
        return new DueTrigger(due, facts, dueAt, now);
    }
}
