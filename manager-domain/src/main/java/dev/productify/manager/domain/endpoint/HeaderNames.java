package dev.productify.manager.domain.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What names of headers say about them. An underscore counts as a hyphen, as it does for many backends. */
public final class HeaderNames {
    private HeaderNames() {}

    /** @param prefix in lower case, with hyphens */
    public static boolean startsWith(String name, String prefix) {
        return name.length() >= prefix.length() && matches(name, prefix);
    }

    /** @param other in lower case, with hyphens */
    public static boolean is(String name, String other) {
        return name.length() == other.length() && matches(name, other);
    }

    private static boolean matches(String name, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                c += 'a' - 'A';
            } else if (c == '_') {
                c = '-';
            }
            if (c != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The names, in lower case and with hyphens, that a field {@code Connection} calls its own (RFC 9110, section 7.6.1).
     *
     * @param value of the field
     * @param before names of fields before it; this very list comes back when there is nothing to add
     */
    public static List<String> namedByConnection(String value, List<String> before) {
        if (value == null || value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close")) {
            return before;
        }
        List<String> names = new ArrayList<>(before);
        for (String name : value.split(",")) {
            names.add(name.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return names;
    }

    /** @param names as {@link #namedByConnection} has them */
    public static boolean isAmong(List<String> names, String name) {
        return !names.isEmpty() && names.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
