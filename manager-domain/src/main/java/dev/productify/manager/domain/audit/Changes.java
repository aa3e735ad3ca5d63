package dev.productify.manager.domain.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Which fields differ, in the order in which they are declared. Values are those that JSON knows. */
public record Changes(Map<String, FieldChange> fields) {
    public Changes {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** All fields that have a value, as new. */
    public static Changes created(Map<String, Object> after) {
        return between(Map.of(), after);
    }

    /** All fields that had a value, as gone. */
    public static Changes deleted(Map<String, Object> before) {
        return between(before, Map.of());
    }

    /** The fields whose values differ. */
    public static Changes between(Map<String, Object> before, Map<String, Object> after) {
        Map<String, FieldChange> fields = new LinkedHashMap<>();
        before.forEach((field, old) -> note(fields, field, old, after.get(field)));
        after.forEach((field, current) -> note(fields, field, before.get(field), current));
        return new Changes(fields);
    }

    private static void note(Map<String, FieldChange> fields, String field, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            fields.put(field, new FieldChange(before, after));
        }
    }
}
