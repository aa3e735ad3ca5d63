package dev.productify.manager.jdbc.tx;

import dev.productify.manager.domain.shared.Id;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds the id of any kind as its UUID. */
final class IdArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
        if (value instanceof Id id) {
            return Optional.of((position, statement, context) -> statement.setObject(position, id.value()));
        }
        return Optional.empty();
    }
}
