package dev.productify.manager.domain.pilet;

import dev.productify.manager.domain.shared.ManagerException;

/**
 * Where a file lies in a package, such as {@code dist/index.js}: folders and a name with {@code /} between them. It cannot
 * lead out of the package, whatever takes it for a path (contract P3).
 *
 * @param value at most {@value #MAX_LENGTH} characters
 */
public record FilePath(String value) {
    public static final int MAX_LENGTH = 400;

    private static final int SHOWN = 80;

    public FilePath {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw refused(value, "has a path of 1 to " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(FilePath::isForbidden)) {
            throw refused(value, "has no control characters, no backslash and no halves of characters in its path");
        }
        for (String part : value.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(value, "lies inside of the package: its path is relative, without . and ..");
            }
        }
    }

    private static boolean isForbidden(int c) {
        int type = Character.getType(c);
        return c == '\\'
                || Character.isISOControl(c)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static ManagerException refused(String path, String rule) {
        StringBuilder shown = new StringBuilder();
        path.codePoints()
                .limit(SHOWN)
                .map(c -> isForbidden(c) && c != '\\' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return ManagerException.badInput("Each file of a package " + rule + "; this one is called \"" + shown + "\"");
    }

    /** The folder with its final {@code /}; empty for a file that lies in none. */
    public String folder() {
        return value.substring(0, value.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
