package dev.productify.manager.domain.endpoint;

import java.util.Set;

/** Keeps the Manager's own cookies between it and the browser: backends neither see nor set them. */
public final class OwnCookies {
    /** Names of the cookies by which the Manager knows browsers, as they are written. */
    public static final Set<String> NAMES = Set.of("__Host-manager");

    private OwnCookies() {}

    /** A {@code Cookie} field without them; empty when no other is left. */
    public static String without(String field) {
        if (!isMentioned(field)) {
            return field;
        }
        StringBuilder kept = new StringBuilder(field.length());
        for (String pair : field.split(";")) {
            if (!pair.isBlank() && !NAMES.contains(name(pair))) {
                kept.append(kept.isEmpty() ? "" : "; ").append(pair.strip());
            }
        }
        return kept.toString();
    }

    private static boolean isMentioned(String field) {
        for (String name : NAMES) {
            if (field.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a {@code Set-Cookie} field sets one of them. */
    public static boolean isSetBy(String field) {
        int semicolon = field.indexOf(';');
        return NAMES.contains(name(semicolon < 0 ? field : field.substring(0, semicolon)));
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return (equals < 0 ? pair : pair.substring(0, equals)).strip();
    }
}
