package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * A column by which a list can be filtered or ordered. A feature's columns are one enum, and that enum is the whole
 * truth: the API offers what it names, the SQL builder and the in-memory evaluator both read it.
 *
 * @param <T> the rows
 */
public interface Column<T> {
    Facts<T> facts();

    /** The word callers use, which is also the column's name in SQL: snake_case. */
    default String field() {
        return facts().field();
    }

    default ColumnType type() {
        return facts().type();
    }

    /** Whether lists may be ordered by it. An orderable column never is without a value. */
    default boolean orderable() {
        return facts().orderable();
    }

    /** Its value in a row, in the form of its {@link #type}; {@code null} when it has none. */
    default Object of(T row) {
        return facts().value().apply(row);
    }

    /** What there is to know of a column. */
    record Facts<T>(String field, ColumnType type, boolean orderable, Function<T, Object> value) {
        public Facts {
            requireNonNull(field, "field");
            requireNonNull(type, "type");
            requireNonNull(value, "value");
        }

        /** A column for filters and for orders. */
        public static <T> Facts<T> ordered(String field, ColumnType type, Function<T, Object> value) {
            return new Facts<>(field, type, true, value);
        }

        /** A column for filters only. */
        public static <T> Facts<T> filtered(String field, ColumnType type, Function<T, Object> value) {
            return new Facts<>(field, type, false, value);
        }
    }
}
