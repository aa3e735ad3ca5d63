package dev.productify.manager.jdbc.shared;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads rows. A record has a column for each component, whose name is the component's with underscores: {@code createdAt}
 * is read from {@code created_at}. A record in a record is a row beside others, whose columns begin with the component's
 * name: {@link Columns#prefixed}. What is no record is the first column.
 */
abstract class Rows<T> {
    private static final ClassValue<Rows<?>> KNOWN = new ClassValue<>() {
        @Override
        protected Rows<?> computeValue(Class<?> type) {
            return type.isRecord() ? new OfRecord<>(type) : new OfColumn<>(type);
        }
    };

    /** Reads the row where the result stands. */
    interface Current<T> {
        T read() throws SQLException;
    }

    @SuppressWarnings("unchecked") // by construction
    static <T> Rows<T> of(Class<T> type) {
        return (Rows<T>) KNOWN.get(type);
    }

    /** Finds the columns once for all rows of a result. */
    final Current<T> in(ResultSet result) throws SQLException {
        return in(result, "");
    }

    abstract Current<T> in(ResultSet result, String prefix) throws SQLException;

    /** The name of the column that holds a component. */
    static String column(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static final class OfColumn<T> extends Rows<T> {
        private final Values.Reader reader;

        OfColumn(Class<?> type) {
            reader = Values.reader(type);
            if (reader == null) {
                throw new IllegalArgumentException("no column holds a " + type);
            }
        }

        @Override
        @SuppressWarnings("unchecked") // by construction
        Current<T> in(ResultSet result, String name) throws SQLException {
            int column = name.isEmpty() ? 1 : result.findColumn(name);
            return () -> (T) reader.read(result, column);
        }
    }

    private static final class OfRecord<T> extends Rows<T> {
        private final Constructor<?> constructor;
        private final Rows<?>[] components;
        private final String[] names;

        OfRecord(Class<?> type) {
            RecordComponent[] all = type.getRecordComponents();
            try {
                constructor = type.getDeclaredConstructor(
                        Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
            constructor.setAccessible(true);
            components = Arrays.stream(all)
                    .map(component -> Rows.of(component.getType()))
                    .toArray(Rows<?>[]::new);
            names = Arrays.stream(all)
                    .map(component -> column(component) + (component.getType().isRecord() ? "_" : ""))
                    .toArray(String[]::new);
        }

        @Override
        Current<T> in(ResultSet result, String prefix) throws SQLException {
            Current<?>[] columns = new Current<?>[components.length];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = components[i].in(result, prefix + names[i]);
            }
            return () -> {
                Object[] values = new Object[columns.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = columns[i].read();
                }
                return make(values);
            };
        }

        @SuppressWarnings("unchecked") // by construction
        private T make(Object[] values) {
            try {
                return (T) constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("a row is none that the record allows", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
