package dev.productify.manager.esb.gateway;

import java.util.Set;

/** Keeps the Manager's own cookies between it and the browser. */
final class Cookies {
    private Cookies() {}

    /**
     * A {@code Cookie} field without the given cookies; empty when no other is left.
     *
     * @param own names as they are written
     */
    static String without(String field, Set<String> own) {
        if (!mentions(field, own)) {
            return field;
        }
        StringBuilder kept = new StringBuilder(field.length());
        for (String pair : field.split(";")) {
            if (!pair.isBlank() && !own.contains(name(pair))) {
                kept.append(kept.isEmpty() ? "" : "; ").append(pair.strip());
            }
        }
        return kept.toString();
    }

    private static boolean mentions(String field, Set<String> names) {
        for (String name : names) {
            if (field.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a {@code Set-Cookie} field sets one of them. */
    static boolean sets(String field, Set<String> own) {
        int semicolon = field.indexOf(';');
        return own.contains(name(semicolon < 0 ? field : field.substring(0, semicolon)));
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return (equals < 0 ? pair : pair.substring(0, equals)).strip();
    }
}
