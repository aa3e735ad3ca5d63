package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.tenancy.Slug;
import dev.productify.manager.domain.trigger.RunKey;
import java.util.Optional;

/** What backends are told of the trigger of a run, as it was when the run was made: the same in each attempt. */
public record RunFacts(String triggerName, Optional<RunKey> runKey, Slug applicationSlug, Slug tenantSlug) {
    public RunFacts {
        requireNonNull(triggerName, "triggerName");
        requireNonNull(runKey, "runKey");
        requireNonNull(applicationSlug, "applicationSlug");
        requireNonNull(tenantSlug, "tenantSlug");
    }
}
