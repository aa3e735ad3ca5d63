package dev.productify.manager.server.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Several measurements of the same thing. */
record Spread(double least, double median, double most) {
    static Spread of(DoubleStream measured) {
        double[] sorted = measured.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The smallest of the values that at least that part of all values does not exceed. */
    static double percentile(double[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    static double percentile(DoubleStream measured, double part) {
        double[] sorted = measured.toArray();
        Arrays.sort(sorted);
        return percentile(sorted, part);
    }

    /** As {@code 0.71 (0.68 to 0.75)}. */
    String asRatio() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }

    /** As {@code 1,234 (1,100 to 1,300)}. */
    String asRate() {
        return String.format(Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median, least, most);
    }
}
