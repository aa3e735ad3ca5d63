package dev.productify.manager.esb.gateway;

import java.util.List;
import java.util.Locale;

/** What is hidden of calls that are kept. */
final class Masking {
    static final String MASK = "***";

    /** What names of secrets have in them; an underscore counts as a hyphen. */
    private static final List<String> SECRETS = List.of(
            "authorization",
            "token",
            "secret",
            "passw",
            "credential",
            "apikey",
            "api-key",
            "private-key",
            "privatekey");

    /** What names of headers with secrets may have in them besides. */
    private static final List<String> SECRET_HEADERS = List.of("auth", "cookie", "signature", "session");

    /** What names of headers begin with by which somebody may have tried to pass for another (contract A7). */
    private static final List<String> IDENTITY =
            List.of("x-user-", "x-tenant-", "x-machine-user-", "x-productify-", "x-application-id");

    private Masking() {}

    /** The value of a header as it may be kept. */
    static String value(String name, String value) {
        return isSecret(name) || has(name, SECRET_HEADERS) || isIdentity(name) ? MASK : value;
    }

    private static boolean isIdentity(String name) {
        return IDENTITY.stream().anyMatch(beginning -> HeaderNames.startsWith(name, beginning));
    }

    /** Whether a name says that what it names is a secret. */
    static boolean isSecret(String name) {
        return has(name, SECRETS);
    }

    private static boolean has(String name, List<String> parts) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return parts.stream().anyMatch(lower::contains);
    }
}
