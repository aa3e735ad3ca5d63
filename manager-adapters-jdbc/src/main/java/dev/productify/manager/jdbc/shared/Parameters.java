package dev.productify.manager.jdbc.shared;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a statement's parameters by their names. */
interface Parameters {
    Parameters NONE = name -> {
        throw new IllegalArgumentException("nothing has the parameter :" + name);
    };

    /**
     * The value, which may be {@code null}.
     *
     * @throws IllegalArgumentException when there is no such parameter
     */
    Object get(String name);

    /** These, and what has another name from the others. */
    static Parameters of(Map<String, ?> values, Parameters others) {
        return values.isEmpty()
                ? others
                : name -> {
                    Object value = values.get(name);
                    return value != null || values.containsKey(name) ? value : others.get(name);
                };
    }

    /** The components of a record. */
    static Parameters of(Record row, Parameters others) {
        Map<String, Method> components = Components.KNOWN.get(row.getClass());
        return name -> {
            Method component = components.get(name);
            return component == null ? others.get(name) : read(component, row);
        };
    }

    /**
     * The components of many records of one type, each as an array with what it is in each of them: bytes as they are, all else
     * as text, for the statement to cast.
     */
    static Parameters ofAll(List<? extends Record> rows, Parameters others) {
        Map<String, Method> components = Components.KNOWN.get(rows.get(0).getClass());
        return name -> {
            Method component = components.get(name);
            if (component == null) {
                return others.get(name);
            }
            Object[] values =
                    component.getReturnType() == byte[].class ? new byte[rows.size()][] : new String[rows.size()];
            for (int i = 0; i < values.length; i++) {
                Object value = read(component, rows.get(i));
                values[i] = value == null || value instanceof byte[] ? value : value.toString();
            }
            return values;
        };
    }

    private static Object read(Method component, Record row) {
        try {
            return component.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component cannot be read", e);
        }
    }

    /** The accessors of records by the names of their components. */
    final class Components {
        private static final ClassValue<Map<String, Method>> KNOWN = new ClassValue<>() {
            @Override
            protected Map<String, Method> computeValue(Class<?> type) {
                Map<String, Method> accessors = new HashMap<>();
                for (RecordComponent component : type.getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    accessors.put(component.getName(), component.getAccessor());
                }
                return accessors;
            }
        };

        private Components() {}
    }
}
