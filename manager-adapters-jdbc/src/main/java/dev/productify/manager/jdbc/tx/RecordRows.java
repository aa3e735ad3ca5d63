package dev.productify.manager.jdbc.tx;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Reads a row into any record by the names of its components. A mapper is made once for each record: Jdbi's own memory of
 * mappers ends with the statement, since each has a copy of the configuration.
 */
final class RecordRows implements RowMapperFactory {
    private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();

    @Override
    public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
        if (type instanceof Class<?> row && row.isRecord()) {
            return Optional.of(mappers.computeIfAbsent(row, ConstructorMapper::of));
        }
        return Optional.empty();
    }
}
