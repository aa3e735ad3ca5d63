package dev.productify.manager.domain.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of the audit log, whatever a feature hands in. It goes by the names of fields and by the form of
 * values; features still must not hand in what they know to be secret.
 */
final class Masking {
    static final String MASK = "***";

    /** Names that end so hold secrets: {@code authPassword}, {@code hashedKey}; {@code tokenPrefix} and {@code runKey} do not. */
    private static final List<String> SECRET_ENDINGS = List.of(
            "password", "passphrase", "secret", "token", "hash", "hashedkey", "apikey", "privatekey", "credentials");

    /** Our own tokens, signing secrets of callbacks, hashes of passwords. */
    private static final Pattern SECRET_FORM = Pattern.compile(
            "\\b(?:pfy|muser|psn)_[0-9A-Za-z]{16,}|\\bwhsec_[0-9A-Za-z+/=]{16,}|\\$argon2[a-z]*\\$[^\\s\"]+");

    private Masking() {}

    /** The fields with all secrets masked; numbers become {@code Long} where they are whole, as they come back from stores. */
    static Map<String, Object> masked(Map<String, ?> fields) {
        return members(fields, false);
    }

    private static Map<String, Object> members(Map<?, ?> members, boolean secret) {
        Map<String, Object> masked = new LinkedHashMap<>();
        members.forEach((name, value) ->
                masked.put(name.toString(), value(value, secret || isSecret(name.toString()))));
        return Collections.unmodifiableMap(masked);
    }

    private static Object value(Object value, boolean secret) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> members) {
            return members(members, secret);
        }
        if (value instanceof Iterable<?> items) {
            List<Object> masked = new ArrayList<>();
            items.forEach(item -> masked.add(value(item, secret)));
            return Collections.unmodifiableList(masked);
        }
        if (secret) {
            return MASK;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof String text ? SECRET_FORM.matcher(text).replaceAll(MASK) : value;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("_", "");
        return SECRET_ENDINGS.stream().anyMatch(lower::endsWith);
    }
}
