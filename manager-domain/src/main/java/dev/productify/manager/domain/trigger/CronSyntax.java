package dev.productify.manager.domain.trigger;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a cron expression is written. */
final class CronSyntax {
    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final CronField[] FIELDS = CronField.values();

    private CronSyntax() {}

    private record Word(String text, int column) {}

    /**
     * What the fields of an expression match.
     *
     * @param bits of each {@link CronField}, in their order
     * @param anyDayOfMonth whether that field begins with a star, and so does not restrict days by itself
     */
    record Fields(long[] bits, boolean anyHour, boolean anyDayOfMonth, boolean anyDayOfWeek) {}

    /** @throws ManagerException {@code BAD_USER_INPUT} with the column of the error */
    static Fields parse(String text) {
        List<Word> words = words(text);
        if (words.get(0).text().startsWith("@")) {
            if (words.size() > 1) {
                throw error(
                        words.get(1).column(),
                        "nothing may stand behind " + words.get(0).text());
            }
            words = words(macro(words.get(0)));
        }
        if (words.size() < 5 || words.size() > 6) {
            int column = words.size() > 6 ? words.get(6).column() : text.length() + 1;
            throw error(column, "there must be 5 fields, or 6 with seconds first, not " + words.size());
        }
        long[] bits = new long[FIELDS.length];
        int seconds = words.size() - 5;
        bits[0] = 1L;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            int field = i + 1 - seconds;
            bits[field] = FIELDS[field].parse(word.text(), word.column());
        }
        return new Fields(
                bits,
                bits[CronField.HOUR.ordinal()] == (1L << 24) - 1,
                words.get(2 + seconds).text().startsWith("*"),
                words.get(4 + seconds).text().startsWith("*"));
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                if (i > start) {
                    words.add(new Word(text.substring(start, i), start + 1));
                }
                start = i + 1;
            }
        }
        if (words.isEmpty()) {
            throw error(1, "there must be 5 fields, or 6 with seconds first, not 0");
        }
        return words;
    }

    private static String macro(Word word) {
        String expression = MACROS.get(word.text().toLowerCase(Locale.ROOT));
        if (expression == null) {
            throw error(
                    word.column(),
                    "there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, and no other words");
        }
        return expression;
    }

    static ManagerException error(int column, String what) {
        return ManagerException.badInput("cronExpression, column " + column + ": " + what);
    }
}
