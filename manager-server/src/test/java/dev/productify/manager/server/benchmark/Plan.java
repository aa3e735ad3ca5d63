package dev.productify.manager.server.benchmark;

import java.time.Duration;

/**
 * How long things are done.
 *
 * @param quick for trying the harness: figures mean nothing
 * @param warmUp of each JVM before anything of it is measured; on two cores its compiler needs that long
 * @param slot one measurement
 * @param rounds how often all contenders are measured in turn
 * @param limit after which the run is ended, whatever it does
 */
record Plan(boolean quick, Duration warmUp, Duration slot, int rounds, Duration limit) {
    static Plan full() {
        return new Plan(false, Duration.ofSeconds(60), Duration.ofSeconds(3), 5, Duration.ofMinutes(12));
    }

    static Plan trial() {
        return new Plan(true, Duration.ofSeconds(5), Duration.ofSeconds(3), 1, Duration.ofMinutes(6));
    }

    /** For hours of load: shorter than a quarter of an hour it is for trying. */
    static Plan soak(int minutes) {
        return new Plan(
                minutes < 15,
                Duration.ofSeconds(minutes < 15 ? 10 : 45),
                Duration.ofSeconds(minutes < 15 ? 3 : 10),
                1,
                Duration.ofMinutes(minutes + 12L));
    }

    /**
     * So many short ones that their median tells a few per cent, on a machine whose single measurements differ by half: what
     * disturbs them lasts for seconds, and the shorter the turns, the more alike it hits all contenders.
     */
    int manyRounds() {
        return quick ? rounds : 27;
    }

    /** One measurement where there are so many. */
    Duration shortSlot() {
        return Duration.ofSeconds(1);
    }

    /** A part of the warm-up, at least one second. */
    Duration warmUp(double share) {
        return Duration.ofMillis(Math.max(1_000, Math.round(warmUp.toMillis() * share)));
    }
}
