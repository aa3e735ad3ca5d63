package dev.productify.manager.jdbc.tx;

import java.lang.reflect.Type;
import java.util.Optional;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Reads a row into any record by the names of its components. */
final class RecordRows implements RowMapperFactory {
    @Override
    public Optional<RowMapper<?>> build(Type type, ConfigRegistry config) {
        if (type instanceof Class<?> row && row.isRecord()) {
            return Optional.of(ConstructorMapper.of(row));
        }
        return Optional.empty();
    }
}
