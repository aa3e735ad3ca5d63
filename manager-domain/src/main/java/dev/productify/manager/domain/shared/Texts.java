package dev.productify.manager.domain.shared;

/** What all texts that people type have in common: length counted in characters as people count them, no control characters. */
final class Texts {
    private Texts() {}

    /**
     * The text without blanks around it.
     *
     * @param field how the message names it
     * @param least smallest number of code points
     * @param most largest number of code points
     * @param lines whether line breaks and tabs are part of such a text
     * @throws ManagerException {@code BAD_USER_INPUT} when it is too short or long, or holds control characters
     */
    static String checked(String field, String text, int least, int most, boolean lines) {
        String stripped = text.strip();
        int length = stripped.codePointCount(0, stripped.length());
        if (length < least || length > most) {
            throw ManagerException.badInput(
                    field + " must have " + least + " to " + most + " characters, not " + length);
        }
        if (stripped.codePoints().anyMatch(c -> forbidden(c, lines))) {
            throw ManagerException.badInput(field + " must not contain control characters");
        }
        return stripped;
    }

    private static boolean forbidden(int c, boolean lines) {
        if (lines && (c == '\n' || c == '\r' || c == '\t')) {
            return false;
        }
        int type = Character.getType(c);
        if (!lines && (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR)) {
            return true;
        }
        // Unpaired surrogates cannot be stored as UTF-8.
        return Character.isISOControl(c) || type == Character.SURROGATE;
    }
}
