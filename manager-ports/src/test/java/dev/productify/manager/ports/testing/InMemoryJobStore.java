package dev.productify.manager.ports.testing;

import dev.productify.manager.ports.job.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** By the clock of the machine, as the database goes by its own. */
final class InMemoryJobStore implements JobStore {
    private final Upkeep upkeep;
    private final Sightline sightline;
    private final InstantSource clock = InstantSource.system();

    InMemoryJobStore(Upkeep upkeep, Sightline sightline) {
        this.upkeep = upkeep;
        this.sightline = sightline;
    }

    @Override
    public boolean take(String name, Duration period) {
        sightline.requireInside(sightline.isPlatform());
        Instant now = clock.instant();
        if (upkeep.due.getOrDefault(name, now).isAfter(now)) {
            return false;
        }
        upkeep.due.put(name, now.plus(period));
        upkeep.succeeded.put(name, now);
        return true;
    }

    @Override
    public void dueNow(String name) {
        upkeep.due.put(name, clock.instant());
    }

    @Override
    public Optional<Duration> sinceSuccess(String name) {
        return Optional.ofNullable(upkeep.succeeded.get(name)).map(then -> Duration.between(then, clock.instant()));
    }
}
