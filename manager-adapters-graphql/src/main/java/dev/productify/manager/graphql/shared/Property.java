package dev.productify.manager.graphql.shared;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.LightDataFetcher;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A field whose value is already in the parent's value, so that reading it takes no look-up.
 *
 * @param <S> the parent's value
 */
public final class Property<S> implements LightDataFetcher<Object> {
    private final Class<S> source;
    private final Function<S, ?> reading;

    private Property(Class<S> source, Function<S, ?> reading) {
        this.source = source;
        this.reading = reading;
    }

    public static <S> Property<S> of(Class<S> source, Function<S, ?> reading) {
        return new Property<>(source, reading);
    }

    /** A field that may be without a value. */
    public static <S> Property<S> optional(Class<S> source, Function<S, Optional<?>> reading) {
        return new Property<>(source, reading.andThen(value -> value.orElse(null)));
    }

    @Override
    public Object get(GraphQLFieldDefinition field, Object parent, Supplier<DataFetchingEnvironment> environment) {
        return reading.apply(source.cast(parent));
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        return reading.apply(source.cast(environment.<Object>getSource()));
    }
}
