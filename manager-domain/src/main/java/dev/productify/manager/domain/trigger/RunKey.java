package dev.productify.manager.domain.trigger;

import dev.productify.manager.domain.shared.ManagerException;

/** By what a backend tells what to do: 1 to 100 characters on one line, blanks around it dropped. Several triggers may share one. */
public record RunKey(String value) {
    public static final int MAX_LENGTH = 100;

    public RunKey {
        value = value.strip();
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX_LENGTH) {
            throw ManagerException.badInput("runKey must have 1 to " + MAX_LENGTH + " characters, not " + length);
        }
        if (value.codePoints().anyMatch(RunKey::forbidden)) {
            throw ManagerException.badInput("runKey must not contain control characters");
        }
    }

    private static boolean forbidden(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public String toString() {
        return value;
    }
}
