package dev.productify.manager.graphql.shared;

import graphql.GraphQLContext;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Locale;

/** Values of JSON whose form the schema does not know, on their way out; no field takes any in. */
public final class JsonScalar {
    public static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("JSON").coercing(new Form()).build();

    private JsonScalar() {}

    private static final class Form implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            throw new CoercingParseValueException("JSON is for answers only");
        }
    }
}
