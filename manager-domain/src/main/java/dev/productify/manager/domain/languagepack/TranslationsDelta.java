package dev.productify.manager.domain.languagepack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What really becomes different in a language pack: nothing else is written, and nothing else is told to the audit log.
 *
 * @param before the texts that are replaced or removed, as they are now
 * @param after the texts that are added or replaced, as they will be
 */
public record TranslationsDelta(SortedMap<String, String> before, SortedMap<String, String> after) {
    /** How many keys the audit log names for one change. */
    static final int MOST_TOLD = 100;
    /** How many characters of a value it holds. */
    static final int LONGEST_TOLD = 200;

    public TranslationsDelta {
        before = sorted(before);
        after = sorted(after);
    }

    /** From nothing. */
    public static TranslationsDelta adding(Translations content) {
        return new TranslationsDelta(Collections.emptySortedMap(), content.entries());
    }

    /** @param kept what there is now, at least of the patch's keys */
    public static TranslationsDelta of(Map<String, String> kept, TranslationsPatch patch) {
        SortedMap<String, String> before = Translations.byCodePoints();
        SortedMap<String, String> after = Translations.byCodePoints();
        patch.set().entries().forEach((key, value) -> note(key, kept.get(key), value, before, after));
        patch.removed().forEach(key -> note(key, kept.get(key), null, before, after));
        return new TranslationsDelta(before, after);
    }

    /** @param kept all that there is now */
    public static TranslationsDelta between(Map<String, String> kept, Translations content) {
        SortedMap<String, String> before = Translations.byCodePoints();
        SortedMap<String, String> after = Translations.byCodePoints();
        content.entries().forEach((key, value) -> note(key, kept.get(key), value, before, after));
        kept.forEach((key, old) -> note(key, old, content.entries().get(key), before, after));
        return new TranslationsDelta(before, after);
    }

    private static void note(
            String key, String old, String now, SortedMap<String, String> before, SortedMap<String, String> after) {
        if (old != null && !old.equals(now)) {
            before.put(key, old);
        }
        if (now != null && !now.equals(old)) {
            after.put(key, now);
        }
    }

    private static SortedMap<String, String> sorted(Map<String, String> entries) {
        SortedMap<String, String> sorted = Translations.byCodePoints();
        sorted.putAll(entries);
        return sorted;
    }

    public boolean isEmpty() {
        return before.isEmpty() && after.isEmpty();
    }

    /** The keys that will no longer be there. */
    public List<String> removed() {
        return before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
    }

    private long removals() {
        return before.keySet().stream().filter(key -> !after.containsKey(key)).count();
    }

    private long additions() {
        return after.keySet().stream().filter(key -> !before.containsKey(key)).count();
    }

    /** By how many there will be more keys. */
    int keys() {
        return Math.toIntExact(additions() - removals());
    }

    /** By how many bytes there will be more. */
    long bytes() {
        return Translations.bytes(after) - Translations.bytes(before);
    }

    /** How many keys came, went, and got another value, and how many of them {@link #told} leaves out. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("keysAdded", additions());
        counts.put("keysChanged", after.size() - additions());
        counts.put("keysRemoved", removals());
        long untold = after.size() + removals() - toldKeys().size();
        if (untold > 0) {
            counts.put("keysNotListed", untold);
        }
        return Collections.unmodifiableMap(counts);
    }

    /**
     * What the audit log holds of a side: the first {@value #MOST_TOLD} keys that differ, with the first {@value
     * #LONGEST_TOLD} characters of their values. A row of the log stays small whatever is imported.
     *
     * @param side {@link #before} or {@link #after}
     */
    public List<Object> told(SortedMap<String, String> side) {
        List<Object> told = new ArrayList<>();
        for (String key : toldKeys()) {
            String value = side.get(key);
            if (value != null) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("Key", key);
                entry.put("Value", shortened(value));
                told.add(entry);
            }
        }
        return told;
    }

    private List<String> toldKeys() {
        SortedMap<String, String> all = sorted(before);
        all.putAll(after);
        return all.keySet().stream().limit(MOST_TOLD).toList();
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST_TOLD
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST_TOLD)) + "…";
    }
}
