package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** A cron expression by the clocks of a zone. */
public record Schedule(CronExpression cron, TimeZone zone) {
    public Schedule {
        requireNonNull(cron, "cron");
        requireNonNull(zone, "zone");
    }

    /** As {@link CronExpression#next}. */
    public Optional<Instant> next(Instant after) {
        return cron.next(after, zone.id());
    }

    /** As {@link CronExpression#previous}. */
    public Optional<Instant> previous(Instant before) {
        return cron.previous(before, zone.id());
    }
}
