package dev.productify.manager.jdbc.shared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Statements whose text depends on the binding or on a list's query. Fixed statements stand on the features' DAOs. */
public final class Queries {
    private final Handle handle;
    private final Scope scope;

    public Queries(Handle handle, Scope scope) {
        this.handle = handle;
        this.scope = scope;
    }

    public Scope scope() {
        return scope;
    }

    public <T> Optional<T> one(Class<T> row, String sql, Map<String, ?> parameters) {
        try (Query query = query(sql, parameters)) {
            return query.mapTo(row).findOne();
        }
    }

    public <T> List<T> list(Class<T> row, String sql, Map<String, ?> parameters) {
        try (Query query = query(sql, parameters)) {
            return query.mapTo(row).list();
        }
    }

    /** The numbers of a single row, by the names of its columns and in their order. */
    public Map<String, Long> numbers(String sql, Map<String, ?> parameters) {
        try (Query query = query(sql, parameters)) {
            Map<String, Long> numbers = new LinkedHashMap<>();
            return query.map((row, context) -> {
                        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                            numbers.put(row.getMetaData().getColumnLabel(column), row.getLong(column));
                        }
                        return numbers;
                    })
                    .one();
        }
    }

    public int change(String sql, Map<String, ?> parameters) {
        return handle.createUpdate(sql)
                .bindMap(scope.parameters())
                .bindMap(parameters)
                .execute();
    }

    /**
     * Removes a row after counting what goes with it.
     *
     * @return the numbers; nothing when there was no such row
     */
    public Map<String, Long> remove(String counting, String removal, Map<String, ?> parameters) {
        Map<String, Long> gone = numbers(counting, parameters);
        return change(removal, parameters) == 0 ? Map.of() : gone;
    }

    private Query query(String sql, Map<String, ?> parameters) {
        return handle.createQuery(sql).bindMap(scope.parameters()).bindMap(parameters);
    }
}
