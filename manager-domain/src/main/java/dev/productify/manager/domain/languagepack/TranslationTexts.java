package dev.productify.manager.domain.languagepack;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Comparator;

/** What may be a key and what a value (contract K1), and how long they are. */
final class TranslationTexts {
    /** By code points, which is the order of the bytes in UTF-8, and with that of the database. */
    static final Comparator<String> BY_CODE_POINTS = TranslationTexts::compare;

    private static final int SHOWN = 40;

    private TranslationTexts() {}

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    static void requireKey(String key) {
        int length = key.codePointCount(0, key.length());
        if (length < 1 || length > Translations.LONGEST_KEY) {
            throw ManagerException.badInput(
                    "A key has 1 to " + Translations.LONGEST_KEY + " characters, not " + length + ": " + shown(key));
        }
        if (key.codePoints().anyMatch(TranslationTexts::isForbiddenInKeys)) {
            throw ManagerException.badInput(
                    "A key has no control characters and no halves of characters: " + shown(key));
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    static void requireValue(String key, String value) {
        long size = utf8Length(value);
        if (size > Translations.MOST_VALUE_BYTES) {
            throw ManagerException.badInput("The value of " + shown(key) + " has " + size
                    + " bytes in UTF-8, more than " + Translations.MOST_VALUE_BYTES);
        }
        if (value.codePoints().anyMatch(TranslationTexts::isForbidden)) {
            throw ManagerException.badInput("The value of " + shown(key)
                    + " has control characters or halves of characters; allowed are line breaks and tabs");
        }
    }

    private static boolean isForbiddenInKeys(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isForbidden(int c) {
        boolean layout = c == '\n' || c == '\r' || c == '\t';
        return !layout && (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /** How a message names a key: its beginning, and nothing in it that could not be printed. */
    static String shown(String key) {
        StringBuilder shown = new StringBuilder("\"");
        key.codePoints().limit(SHOWN).map(c -> isForbiddenInKeys(c) ? '?' : c).forEach(shown::appendCodePoint);
        return shown.append(key.codePointCount(0, key.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    /** Half of a character counts as three bytes, as it would be replaced. */
    static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                // Halves of characters stand for code points above all that one char can hold.
                return Character.isSurrogate(l) == Character.isSurrogate(r)
                        ? Character.compare(l, r)
                        : Character.isSurrogate(l) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
