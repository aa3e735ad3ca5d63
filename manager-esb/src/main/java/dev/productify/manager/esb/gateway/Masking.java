package dev.productify.manager.esb.gateway;

import java.util.List;
import java.util.Locale;

/** Hides secrets in headers that are kept. */
final class Masking {
    static final String MASK = "***";

    /** What names of headers with secrets have in them. */
    private static final List<String> SUSPICIOUS = List.of(
            "auth", "cookie", "token", "secret", "passw", "credential", "apikey", "api-key", "signature", "session");

    private Masking() {}

    /** The value of a header as it may be kept. */
    static String value(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return SUSPICIOUS.stream().anyMatch(lower::contains) ? MASK : value;
    }
}
