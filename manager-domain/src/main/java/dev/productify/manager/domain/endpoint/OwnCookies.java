package dev.productify.manager.domain.endpoint;

import java.util.Set;

/** Keeps the Manager's own cookies between it and the browser: backends neither see nor set them. */
public final class OwnCookies {
    /** Holds the session. */
    public static final String SESSION = "__Host-manager";
    /** Holds the ticket while somebody is at the provider. */
    public static final String SIGN_IN = "__Host-manager-signin";
    /** What the two are called where there is no TLS: browsers keep cookies with the prefix only from secure origins. */
    public static final String INSECURE_SESSION = "manager-insecure";

    public static final String INSECURE_SIGN_IN = "manager-insecure-signin";

    /** Names of the cookies by which the Manager knows browsers, as they are written. */
    public static final Set<String> NAMES = Set.of(SESSION, SIGN_IN, INSECURE_SESSION, INSECURE_SIGN_IN);

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
