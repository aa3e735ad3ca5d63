package dev.productify.manager.jdbc.shared;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
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
            try {
                return component == null ? others.get(name) : component.invoke(row);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a component cannot be read", e);
            }
        };
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
