package dev.productify.manager.domain.audit;

import dev.productify.manager.domain.shared.SecretMask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps secrets out of the audit log, whatever a feature hands in. It goes by the names of fields and by the form of
 * values; features still must not hand in what they know to be secret.
 */
final class Masking {
    private Masking() {}

    /** The fields with all secrets masked; numbers become {@code Long} where they are whole, as they come back from stores. */
    static Map<String, Object> masked(Map<String, ?> fields) {
        return members(fields, false);
    }

    private static Map<String, Object> members(Map<?, ?> members, boolean secret) {
        Map<String, Object> masked = new LinkedHashMap<>();
        members.forEach((name, value) ->
                masked.put(name.toString(), value(value, secret || SecretMask.isOwnSecret(name.toString()))));
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
            return SecretMask.MASK;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof String text ? SecretMask.masked(text) : value;
    }
}
