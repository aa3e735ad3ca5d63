package dev.productify.manager.jdbc.shared;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The columns that a row has, named once, by the components of its record: statements never say {@code select *}. */
public final class Columns {
    private Columns() {}

    /** {@code a.id, a.created_at} for the alias {@code a}. */
    public static String of(String alias, Class<? extends Record> row) {
        return joined(row, name -> alias + "." + name);
    }

    /** {@code a.id as user_id, …} for the alias {@code a} and the prefix {@code user}: for rows of several tables side by side. */
    public static String prefixed(String alias, String prefix, Class<? extends Record> row) {
        return joined(row, name -> alias + "." + name + " as " + prefix + "_" + name);
    }

    private static String joined(Class<? extends Record> row, UnaryOperator<String> shape) {
        return Arrays.stream(row.getRecordComponents())
                .map(Rows::column)
                .map(shape)
                .collect(Collectors.joining(", "));
    }
}
