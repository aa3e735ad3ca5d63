package dev.productify.manager.domain.trigger;

import java.util.List;
import java.util.Locale;

/** One field of a cron expression: which of its numbers match. */
enum CronField {
    SECOND("second", 0, 59, List.of()),
    MINUTE("minute", 0, 59, List.of()),
    HOUR("hour", 0, 23, List.of()),
    DAY_OF_MONTH("day-of-month", 1, 31, List.of()),
    MONTH("month", 1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    /** Sunday is 0 and 7. */
    DAY_OF_WEEK("day-of-week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private final String word;
    private final int least;
    private final int most;
    private final List<String> names;

    CronField(String word, int least, int most, List<String> names) {
        this.word = word;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    /**
     * The numbers that match, as the bits of a {@code long}; Sunday is bit 0 only.
     *
     * @param column of the field's first character in the expression, from 1 on
     */
    long parse(String text, int column) {
        long bits = 0;
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            bits |= item(text.substring(start, end), column + start);
            start = end + 1;
        }
        return this == DAY_OF_WEEK ? (bits | bits >>> 7) & 0x7f : bits;
    }

    private long item(String item, int column) {
        int slash = item.indexOf('/');
        String range = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : step(item.substring(slash + 1), column + slash + 1);
        if (range.equals("*")) {
            return bits(least, most(), step);
        }
        int hyphen = range.indexOf('-');
        if (hyphen < 0) {
            int from = number(range, column);
            return bits(from, slash < 0 ? from : Math.max(from, most()), step);
        }
        int from = number(range.substring(0, hyphen), column);
        int to = number(range.substring(hyphen + 1), column + hyphen + 1);
        if (to < from && this == DAY_OF_WEEK && to == 0) {
            to = most;
        }
        if (to < from) {
            throw CronSyntax.error(column, "the range " + range + " of the " + word + " runs backwards");
        }
        return bits(from, to, step);
    }

    /** The last number of a range that does not say its end; Sunday is not counted twice. */
    private int most() {
        return this == DAY_OF_WEEK ? 6 : most;
    }

    private static long bits(int from, int to, int step) {
        long bits = 0;
        for (int i = from; i <= to; i += step) {
            bits |= 1L << i;
        }
        return bits;
    }

    private int step(String text, int column) {
        int step = digits(text);
        if (step < 1 || step > most) {
            throw CronSyntax.error(column, "the step of the " + word + " must be a number from 1 to " + most);
        }
        return step;
    }

    private int number(String text, int column) {
        int named = names.indexOf(text.toUpperCase(Locale.ROOT));
        int number = named < 0 ? digits(text) : named + least;
        if (number < least || number > most) {
            String orName = names.isEmpty() ? "" : " or a name such as " + names.get(1);
            throw CronSyntax.error(
                    column, "the " + word + " must be *, or made of numbers from " + least + " to " + most + orName);
        }
        return number;
    }

    /** @return -1 for what is no number of one or two digits */
    private static int digits(String text) {
        if (text.isEmpty() || text.length() > 2 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Integer.parseInt(text);
    }
}
