package dev.productify.manager.graphql.tenancy;

import dev.productify.manager.domain.access.Sight;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.graphql.shared.Loaders;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A field that may be without a value, of a place that the caller may see by name only (contract A1). Without a value the
 * caller is told whether there is none or it is not for them. Only then is the sight asked for, by one statement for all
 * places of a level.
 *
 * @param <S> the places
 * @param loader of sights by the ids of places
 * @param word what the refusal calls the place when it is gone meanwhile
 */
record Sights<S>(Class<S> source, Function<S, Optional<?>> value, Function<S, ?> id, String loader, String word)
        implements LightDataFetcher<Object> {

    @Override
    public Object get(GraphQLFieldDefinition field, Object parent, Supplier<DataFetchingEnvironment> environment) {
        S place = source.cast(parent);
        Optional<?> found = value.apply(place);
        return found.isPresent() ? found.get() : none(environment.get(), place);
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        return get(environment.getFieldDefinition(), environment.getSource(), () -> environment);
    }

    private Object none(DataFetchingEnvironment environment, S place) {
        return Loaders.one(environment, loader, id.apply(place), word).thenApply(sight -> {
            if (sight == Sight.NAME) {
                throw new ManagerException(
                        ErrorCode.FORBIDDEN, "This needs the role viewer; your roles show the name only");
            }
            return null;
        });
    }
}
