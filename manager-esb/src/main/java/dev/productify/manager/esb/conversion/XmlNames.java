package dev.productify.manager.esb.conversion;

import com.ctc.wstx.io.WstxInputData;

/**
 * Any text as the name of an element or attribute and back: a character that no name can have at its place is written as
 * {@code _x0020_}, by its four hexadecimal digits (ISO 9075-14). A {@code _} is, too, where it would be taken for the
 * beginning of such an escape. Both ways are exact: an escape that nobody needs is no escape, but a name of its own.
 */
final class XmlNames {
    /** The name of what has none. */
    private static final String EMPTY = "_x_";

    private static final String END_OF_EMPTY = "x_";

    /** Behind the underscore. */
    private static final int ESCAPE = "x0020_".length();

    private XmlNames() {}

    /** A name without a colon. */
    static String encode(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        for (int i = 0; i < text.length(); i++) {
            if (mustEscape(text, i)) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int first) {
        StringBuilder name = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mustEscape(text, i)) {
                name.append(String.format("_x%04X_", (int) c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static boolean mustEscape(String text, int i) {
        char c = text.charAt(i);
        return c == '_' ? isEscape(text, i + 1, i, true) : !isAllowed(c, i);
    }

    /** Of ASCII what everybody knows by heart; of the rest what XML 1.0 has allowed from its first edition on. */
    private static boolean isAllowed(char c, int i) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c == '_'
                    || i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.');
        }
        if (Character.isSurrogate(c)) {
            return false; // beyond the basic plane only since the fifth edition, which the JDK's parser does not know
        }
        return i == 0 ? WstxInputData.isNameStartChar(c, true, false) : WstxInputData.isNameChar(c, true, false);
    }

    static String decode(String name) {
        int first = name.indexOf("_x");
        if (first < 0) {
            return name;
        }
        if (name.equals(EMPTY)) {
            return "";
        }
        StringBuilder text = new StringBuilder(name.length()).append(name, 0, first);
        int i = first;
        while (i < name.length()) {
            char c = name.charAt(i++);
            if (c == '_' && code(name, i, false) >= 0 && isEscape(name, i, text.length(), false)) {
                text.append((char) code(name, i, false));
                i += ESCAPE;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /**
     * Whether what stands behind an underscore makes an escape of the two.
     *
     * @param place of the character that is meant, in the text
     * @param plain whether {@code name} is the text before it is escaped
     */
    private static boolean isEscape(String name, int at, int place, boolean plain) {
        int from = at;
        while (true) {
            if (place == 0 && name.length() == from + END_OF_EMPTY.length() && name.startsWith(END_OF_EMPTY, from)) {
                return true;
            }
            int code = code(name, from, plain);
            if (code != '_') {
                return code >= 0 && !isAllowed((char) code, place);
            }
            from += ESCAPE; // of an underscore, which is escaped where what follows makes an escape of it
        }
    }

    /** The character of {@code x0020_}; -1 when there is none. */
    private static int code(String name, int at, boolean plain) {
        int end = at + ESCAPE - 1;
        if (end >= name.length() || name.charAt(at) != 'x') {
            return -1;
        }
        int code = 0;
        for (int i = at + 1; i < end; i++) {
            char digit = name.charAt(i);
            if (digit >= '0' && digit <= '9') {
                code = code * 16 + digit - '0';
            } else if (digit >= 'A' && digit <= 'F') {
                code = code * 16 + digit - 'A' + 10;
            } else {
                return -1;
            }
        }
        char last = name.charAt(end);
        return last == '_' || plain && !isAllowed(last, end) ? code : -1; // the next escape begins with one, too
    }
}
