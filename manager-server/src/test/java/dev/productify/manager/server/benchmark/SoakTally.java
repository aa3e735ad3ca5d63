package dev.productify.manager.server.benchmark;

import java.util.stream.Stream;

/** Requests of one load in one minute. Waiting times are kept by buckets of 3 per cent, so that hours of them take no memory. */
final class SoakTally {
    private static final int FINE = 32;
    private static final int COARSE = 40;

    private final long[] buckets = new long[FINE * COARSE];
    private long requests;
    private long answered;
    private long expected;
    private long unexpected;
    private long elsewhere;

    /** A good answer at a time when nothing was broken. */
    synchronized void answered(long nanos) {
        requests++;
        answered++;
        buckets[bucket(Math.max(1, nanos / 1_000))]++;
    }

    /** A good answer while something was broken: how long that takes is not measured. */
    synchronized void answeredAmidst() {
        requests++;
    }

    synchronized void failed(boolean amidst) {
        requests++;
        if (amidst) {
            expected++;
        } else {
            unexpected++;
        }
    }

    /** A connection was refused, and the other node asked instead. */
    synchronized void wentElsewhere() {
        elsewhere++;
    }

    private static int bucket(long micros) {
        int power = 63 - Long.numberOfLeadingZeros(micros);
        int rest = power <= 5 ? (int) (micros << (5 - power)) : (int) (micros >>> (power - 5));
        return Math.min(FINE * COARSE - 1, power * FINE + (rest & FINE - 1));
    }

    private static double millis(int bucket) {
        return Math.scalb(1.0 + (bucket % FINE + 1.0) / FINE, bucket / FINE) / 1_000;
    }

    static SoakTally sum(Stream<SoakTally> parts) {
        SoakTally sum = new SoakTally();
        parts.forEach(sum::add);
        return sum;
    }

    private void add(SoakTally part) {
        synchronized (part) {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] += part.buckets[i];
            }
            requests += part.requests;
            answered += part.answered;
            expected += part.expected;
            unexpected += part.unexpected;
            elsewhere += part.elsewhere;
        }
    }

    /** In milliseconds; 0 without answers. */
    synchronized double percentile(double part) {
        long rank = (long) Math.ceil(part * answered);
        for (int i = 0; i < buckets.length && rank > 0; i++) {
            rank -= buckets[i];
            if (rank <= 0) {
                return millis(i);
            }
        }
        return 0;
    }

    synchronized long requests() {
        return requests;
    }

    /** Errors while something was broken. */
    synchronized long expected() {
        return expected;
    }

    /** Errors at other times. */
    synchronized long unexpected() {
        return unexpected;
    }

    synchronized long elsewhere() {
        return elsewhere;
    }
}
