package dev.productify.manager.domain.promotion;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.audit.Changes;
import dev.productify.manager.domain.audit.EntityType;
import dev.productify.manager.domain.audit.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How one thing of the target differs from what it was, or would differ. What is in it may be shown to whoever may read source
 * and target, so features hand in no secrets. Long texts, such as templates, are told by how they begin.
 *
 * @param kind what it is
 * @param key which one: by what things of source and target are matched
 * @param changes the fields that differ
 */
public record Difference(EntityType kind, String key, What what, Changes changes) {
    /** Texts with more characters are cut: a thousand of them shall still fit into one row of the audit log. */
    public static final int LONGEST_TEXT = 4_000;

    private static final int LONGEST_IN_A_LINE = 80;

    /** What was done to it. Nothing is ever removed. */
    public enum What {
        CREATED,
        CHANGED,
        /** It is gone from the source, so it does nothing any more, but all of it is still there. */
        DISABLED
    }

    public Difference {
        requireNonNull(kind, "kind");
        requireNonNull(key, "key");
        requireNonNull(what, "what");
        Map<String, FieldChange> cut = new LinkedHashMap<>();
        changes.fields()
                .forEach((field, change) -> cut.put(field, new FieldChange(cut(change.before()), cut(change.after()))));
        changes = new Changes(cut);
    }

    public static Difference created(EntityType kind, String key, Map<String, Object> after) {
        return new Difference(kind, key, What.CREATED, Changes.created(after));
    }

    public static Difference changed(
            EntityType kind, String key, Map<String, Object> before, Map<String, Object> after) {
        return new Difference(kind, key, What.CHANGED, Changes.between(before, after));
    }

    public static Difference disabled(
            EntityType kind, String key, Map<String, Object> before, Map<String, Object> after) {
        return new Difference(kind, key, What.DISABLED, Changes.between(before, after));
    }

    /** One line for people: {@code Trigger "Daily" changed: cronExpression "0 0 * * *" → "0 2 * * *"}. */
    public String text() {
        String thing = kind.word() + " \"" + key + "\" ";
        return switch (what) {
            case CREATED -> thing + "created: " + fields();
            case CHANGED -> thing + "changed: " + fields();
            case DISABLED -> thing + "disabled: it is gone from the source";
        };
    }

    private String fields() {
        StringJoiner fields = new StringJoiner(", ");
        changes.fields().forEach((field, change) -> {
            if (what == What.CREATED && key.equals(change.after())) {
                return; // it begins the line already
            }
            String old = what == What.CREATED ? "" : inALine(change.before()) + " → ";
            fields.add(field + " " + old + inALine(change.after()));
        });
        return fields.toString();
    }

    private static String inALine(Object value) {
        if (value == null) {
            return "nothing";
        }
        String text = String.valueOf(value).replaceAll("\\R", " ");
        String shown = text.codePointCount(0, text.length()) > LONGEST_IN_A_LINE
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST_IN_A_LINE)) + "…"
                : text;
        return value instanceof String ? '"' + shown + '"' : shown;
    }

    private static Object cut(Object value) {
        if (value instanceof String text) {
            int length = text.codePointCount(0, text.length());
            return length <= LONGEST_TEXT
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "… (" + length + " characters)";
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> cut = new LinkedHashMap<>();
            members.forEach((name, member) -> cut.put(name.toString(), cut(member)));
            return cut;
        }
        if (value instanceof Iterable<?> items) {
            List<Object> cut = new ArrayList<>();
            items.forEach(item -> cut.add(cut(item)));
            return cut;
        }
        return value;
    }

    /**
     * All of them as one row of the audit log tells them: the fields of the application itself, and beside them one field for
     * each other kind, with what its things were and are.
     */
    public static Changes audited(List<Difference> differences) {
        Map<String, FieldChange> fields = new LinkedHashMap<>();
        Map<EntityType, List<Object>> before = new LinkedHashMap<>();
        Map<EntityType, List<Object>> after = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.kind() == EntityType.APPLICATION) {
                fields.putAll(difference.changes().fields());
                continue;
            }
            Map<String, Object> was = new LinkedHashMap<>();
            Map<String, Object> is = new LinkedHashMap<>();
            was.put("key", difference.key());
            is.put("key", difference.key());
            difference.changes().fields().forEach((field, change) -> {
                was.put(field, change.before());
                is.put(field, change.after());
            });
            List<Object> all = before.computeIfAbsent(difference.kind(), kind -> new ArrayList<>());
            if (difference.what() != What.CREATED) {
                all.add(was);
            }
            after.computeIfAbsent(difference.kind(), kind -> new ArrayList<>()).add(is);
        }
        after.forEach((kind, things) -> {
            List<Object> old = before.get(kind);
            fields.put(kind.word(), new FieldChange(old.isEmpty() ? null : old, things));
        });
        return new Changes(fields);
    }
}
