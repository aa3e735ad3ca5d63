package dev.productify.manager.domain.settings;

import dev.productify.manager.domain.shared.ManagerException;

/** What keys, and the names of modules, themes and locales, have in common. */
final class SettingTexts {
    private SettingTexts() {}

    /**
     * @param field how the message names it
     * @throws ManagerException {@code BAD_USER_INPUT} unless it is 1 to 200 characters on one line, without blanks around
     */
    static void requireWord(String field, String text) {
        int length = text.codePointCount(0, text.length());
        if (length == 0 || length > KeyValuePair.MAX_KEY_LENGTH) {
            throw ManagerException.badInput(
                    field + " must have 1 to " + KeyValuePair.MAX_KEY_LENGTH + " characters, not " + length);
        }
        if (!text.equals(text.strip())) {
            throw ManagerException.badInput(field + " must not begin or end with a blank");
        }
        if (text.codePoints().anyMatch(c -> isControl(c) || isLineBreak(c))) {
            throw ManagerException.badInput(field + " must not contain control characters");
        }
    }

    /** Unpaired surrogates count as well: they cannot be stored as UTF-8. */
    static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isLineBreak(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
