package dev.productify.manager.server.benchmark;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A contender that is given more and more that is due each second, as long as all of it is done. */
final class Climbing {
    /** Of what is due in a stretch of time so much has arrived a second after its end. */
    private static final double ALL = 0.97;

    private static final int TRIES = 2;
    private static final Duration SETTLING = Duration.ofSeconds(4);

    private final String name;
    private final CallbackReceiver receiver;
    private final String path;
    private final Begin begin;
    private final End end;
    private int reached;
    private double missed;
    private boolean climbing = true;

    /** Makes so many due each second. */
    interface Begin {
        void run(int number) throws Exception;
    }

    interface End {
        void run() throws Exception;
    }

    Climbing(String name, CallbackReceiver receiver, String path, Begin begin, End end) {
        this.name = name;
        this.receiver = receiver;
        this.path = path;
        this.begin = begin;
        this.end = end;
    }

    String name() {
        return name;
    }

    boolean isClimbing() {
        return climbing;
    }

    /** The last step that was done. */
    int reached() {
        return reached;
    }

    /** Which part of the step after that was done, at best. */
    String missed() {
        return String.format(Locale.ROOT, "%.0f %%", 100 * missed);
    }

    /** Not measured. */
    void run(int number, Duration time) throws Exception {
        begin.run(number);
        Thread.sleep(time.toMillis());
        stop();
    }

    void climb(Bench bench, int number, Duration measured) throws Exception {
        double best = 0;
        for (int i = 0; climbing && i < TRIES && best < ALL; i++) {
            double done = done(number, measured);
            bench.say(String.format(Locale.ROOT, "%s: %,d due each second, %.0f %% done", name, number, 100 * done));
            best = Math.max(best, done);
        }
        if (climbing && best >= ALL) {
            reached = number;
        } else if (climbing) {
            missed = best;
            climbing = false;
        }
    }

    private double done(int number, Duration measured) throws Exception {
        begin.run(number);
        Thread.sleep(SETTLING.toMillis());
        receiver.take(path);
        InstantSource clock = InstantSource.system();
        Instant from = clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plus(measured);
        Thread.sleep(Duration.between(clock.instant(), until).plusMillis(999).toMillis());
        long arrived = receiver.take(path).stream()
                .map(CallbackReceiver.Arrival::scheduledAt)
                .filter(at -> !at.isBefore(from) && at.isBefore(until))
                .count();
        stop();
        return arrived / (double) (number * measured.toSeconds());
    }

    /** Callbacks that arrive in a second while so many are due. */
    double rate(int number, Duration measured) throws Exception {
        begin.run(number);
        Thread.sleep(SETTLING.toMillis());
        receiver.take(path);
        long before = System.nanoTime();
        Thread.sleep(measured.toMillis());
        double rate = receiver.take(path).size() / ((System.nanoTime() - before) / 1e9);
        stop();
        return rate;
    }

    /** What is in progress comes to its end. */
    private void stop() throws Exception {
        end.run();
        Thread.sleep(1_000);
        end.run();
    }
}
