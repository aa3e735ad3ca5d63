package dev.productify.manager.jdbc.shared;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The columns that a row has, named once, by the components of its record: statements never say {@code select *}. */
public final class Columns {
    private static final Map<Class<?>, String> TYPES = Map.of(
            UUID.class, "uuid",
            String.class, "text",
            boolean.class, "boolean",
            int.class, "integer",
            long.class, "bigint",
            byte[].class, "bytea",
            Instant.class, "timestamptz");

    private Columns() {}

    /** {@code a.id, a.created_at} for the alias {@code a}. */
    public static String of(String alias, Class<? extends Record> row) {
        return joined(row, name -> alias + "." + name);
    }

    /** {@code a.id as user_id, …} for the alias {@code a} and the prefix {@code user}: for rows of several tables side by side. */
    public static String prefixed(String alias, String prefix, Class<? extends Record> row) {
        return joined(row, name -> alias + "." + name + " as " + prefix + "_" + name);
    }

    /** {@code id, created_at}, as a statement names the columns that it fills. */
    static String names(Class<? extends Record> row) {
        return joined(row, name -> name);
    }

    /** {@code :id, :createdAt}, the parameters that fill them. */
    static String parameters(Class<? extends Record> row) {
        return Arrays.stream(row.getRecordComponents())
                .map(component -> ":" + component.getName())
                .collect(Collectors.joining(", "));
    }

    /**
     * Many rows as {@code r}, from parameters that are arrays: {@code unnest(:id::uuid[], …) as r (id, …)}, as
     * {@link Queries#changeAll} gives them.
     */
    public static String many(Class<? extends Record> row) {
        String arrays = Arrays.stream(row.getRecordComponents())
                .map(component -> ":" + component.getName() + "::" + type(component.getType()) + "[]")
                .collect(Collectors.joining(", "));
        return "unnest(" + arrays + ") as r (" + names(row) + ")\n";
    }

    private static String type(Class<?> component) {
        String type = TYPES.get(component);
        if (type == null) {
            throw new IllegalArgumentException("no type is known for arrays of " + component);
        }
        return type;
    }

    private static String joined(Class<? extends Record> row, UnaryOperator<String> shape) {
        return Arrays.stream(row.getRecordComponents())
                .map(Rows::column)
                .map(shape)
                .collect(Collectors.joining(", "));
    }
}
