package dev.productify.manager.domain.languagepack;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Texts by keys, in the order of the keys' code points (contract K1). Blanks around keys and values belong to them; a
 * value may be empty.
 *
 * <p>At most {@value #MOST_KEYS} keys of 1 to {@value #LONGEST_KEY} characters on one line, values of at most {@value
 * #MOST_VALUE_BYTES} bytes in UTF-8, and all keys and values together at most {@value #MOST_BYTES} bytes: a browser loads
 * them at once, and a node holds many of them.
 */
public record Translations(SortedMap<String, String> entries) {
    public static final int MOST_KEYS = 20_000;
    /** In characters as people count them. */
    public static final int LONGEST_KEY = 500;

    public static final int MOST_VALUE_BYTES = 65_536;
    public static final int MOST_BYTES = 8_388_608;

    private static final Translations NONE = new Translations(new TreeMap<>());

    /** One text. */
    public record Entry(String key, String value) {}

    /** Checks as the {@link Builder} does. */
    public Translations {
        Builder builder = new Builder();
        entries.forEach(builder::add);
        entries = Collections.unmodifiableSortedMap(builder.entries);
    }

    public static Translations none() {
        return NONE;
    }

    /** An empty map whose keys come in the order in which texts come everywhere. */
    public static SortedMap<String, String> byCodePoints() {
        return new TreeMap<>(TranslationTexts.BY_CODE_POINTS);
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} for what the builder refuses */
    public static Translations of(Collection<Entry> entries) {
        Builder builder = new Builder();
        entries.forEach(entry -> builder.add(entry.key(), entry.value()));
        return builder.build();
    }

    /** Keys and values in UTF-8. */
    public long bytes() {
        return bytes(entries);
    }

    static long bytes(Map<String, String> entries) {
        long bytes = 0;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            bytes += TranslationTexts.utf8Length(entry.getKey()) + TranslationTexts.utf8Length(entry.getValue());
        }
        return bytes;
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    static void requireRoom(long keys, long bytes) {
        if (keys > MOST_KEYS) {
            throw ManagerException.badInput(
                    "A language pack has at most " + MOST_KEYS + " keys; this would be " + keys);
        }
        if (bytes > MOST_BYTES) {
            throw ManagerException.badInput("All keys and values of a language pack have at most " + MOST_BYTES
                    + " bytes in UTF-8; this would be " + bytes);
        }
    }

    /** Takes texts one by one and refuses as soon as there is a reason. */
    public static final class Builder {
        private final SortedMap<String, String> entries = byCodePoints();
        private long bytes;

        /** @throws ManagerException {@code BAD_USER_INPUT} when it, or all together, breaks a rule, or the key came before */
        public Builder add(String key, String value) {
            TranslationTexts.requireKey(key);
            TranslationTexts.requireValue(key, value);
            if (entries.putIfAbsent(key, value) != null) {
                throw ManagerException.badInput("The key " + TranslationTexts.shown(key) + " is given twice");
            }
            bytes += TranslationTexts.utf8Length(key) + TranslationTexts.utf8Length(value);
            requireRoom(entries.size(), bytes);
            return this;
        }

        public Translations build() {
            return new Translations(entries);
        }
    }
}
