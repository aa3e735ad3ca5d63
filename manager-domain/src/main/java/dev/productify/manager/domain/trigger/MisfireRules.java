package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which instants of a schedule are run that came while nobody looked (contract R4): those that are at most {@code
 * misfireAfter} late, all of them; of older ones the latest, if it is at most {@code catchUp} late; the rest is missed.
 */
public record MisfireRules(Duration misfireAfter, Duration catchUp) {
    /** What holds unless the operator says otherwise. */
    public static final MisfireRules STANDARD = new MisfireRules(Duration.ofSeconds(60), Duration.ofHours(1));

    /** Missed instants are told one by one up to this number, and as one stretch beyond. */
    public static final int TOLD_SINGLY = 100;

    /** The instants of a stretch are counted up to this number. */
    public static final int COUNTED = 10_000;

    /** At most so many instants are run at once; what is left stays due. */
    public static final int RUN_AT_ONCE = 100;

    public MisfireRules {
        requireNonNull(misfireAfter, "misfireAfter");
        requireNonNull(catchUp, "catchUp");
        if (misfireAfter.isNegative() || catchUp.isNegative()) {
            throw new IllegalArgumentException("nothing is late by less than nothing");
        }
    }

    /**
     * Instants that will not be run.
     *
     * @param count how many, both ends included; empty beyond {@link #COUNTED}
     */
    public record Missed(Instant first, Instant last, Optional<Integer> count) {
        static Missed one(Instant instant) {
            return new Missed(instant, instant, Optional.of(1));
        }
    }

    /**
     * What becomes of what is due.
     *
     * @param run in their order
     * @param next what is due behind all that is said here; empty when nothing ever is
     */
    public record Reckoning(List<Instant> run, List<Missed> missed, Optional<Instant> next) {
        public Reckoning {
            run = List.copyOf(run);
            missed = List.copyOf(missed);
        }
    }

    /**
     * Goes through everything that is due by now.
     *
     * @param due the first instant that was not gone through yet
     */
    public Reckoning reckon(Schedule schedule, Instant due, Instant now) {
        List<Instant> run = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        Instant timely = now.minus(misfireAfter);
        Optional<Instant> next = Optional.of(due);
        if (due.isBefore(timely)) {
            Instant latest = schedule.previous(timely)
                    .filter(instant -> instant.isAfter(due))
                    .orElse(due);
            boolean caughtUp = !latest.isBefore(now.minus(catchUp));
            missed(schedule, due, latest, caughtUp, missed);
            if (caughtUp) {
                run.add(latest);
            }
            next = schedule.next(latest);
        }
        while (next.isPresent() && !next.get().isAfter(now) && run.size() < RUN_AT_ONCE) {
            run.add(next.get());
            next = schedule.next(next.get());
        }
        return new Reckoning(run, missed, next);
    }

    /** Tells of all from the first to the last one, without that itself if it is caught up with. */
    private static void missed(Schedule schedule, Instant first, Instant last, boolean caughtUp, List<Missed> missed) {
        List<Instant> instants = new ArrayList<>();
        Optional<Instant> next = Optional.of(first);
        while (next.isPresent() && !next.get().isAfter(last) && instants.size() <= COUNTED) {
            if (!caughtUp || next.get().isBefore(last)) {
                instants.add(next.get());
            }
            next = schedule.next(next.get());
        }
        if (instants.size() <= TOLD_SINGLY) {
            instants.forEach(instant -> missed.add(Missed.one(instant)));
            return;
        }
        boolean all = instants.size() <= COUNTED;
        Instant end = all
                ? instants.get(instants.size() - 1)
                : caughtUp ? schedule.previous(last).orElseThrow() : last;
        missed.add(new Missed(first, end, all ? Optional.of(instants.size()) : Optional.empty()));
    }
}
