package dev.productify.manager.server;

import dev.productify.manager.jdbc.backup.BackupProgress;
import java.io.PrintStream;
import java.util.Locale;

/** A line on the console for each table, and for each quarter of a gibibyte of a long one. */
final class ConsoleProgress implements BackupProgress {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    private final PrintStream out;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void of(String table, long rows, long bytes, boolean done) {
        out.println(String.format(Locale.ROOT, "  %-22s %14s  %10s", table, amount(rows, "row"), size(bytes))
                + (done ? "" : "  …"));
    }

    static String amount(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
