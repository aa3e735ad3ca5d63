package dev.productify.manager.graphql.shared;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** Times: RFC 3339 with any offset on the way in, an {@link Instant} inside, UTC on the way out (contract G1). */
public final class DateTimeScalar {
    /** Wiring needs the address as well as the schema file: both are compared when the schema is built. */
    public static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("DateTime").coercing(new Form()).build();

    private static final String WANTED = "a time must be RFC 3339, for example 2026-01-31T12:00:00Z";

    private DateTimeScalar() {}

    private static final class Form implements Coercing<Instant, String> {
        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            if (value instanceof Instant instant) {
                return instant.toString();
            }
            throw new CoercingSerializeException("not a time: " + value.getClass());
        }

        @Override
        public Instant parseValue(Object value, GraphQLContext context, Locale locale) {
            try {
                return parsed(value instanceof String text ? text : "");
            } catch (DateTimeException e) {
                throw new CoercingParseValueException(WANTED, e);
            }
        }

        @Override
        public Instant parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            try {
                return parsed(literal instanceof StringValue text ? text.getValue() : "");
            } catch (DateTimeException e) {
                throw new CoercingParseLiteralException(WANTED, e);
            }
        }

        @Override
        public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
            return StringValue.of(serialize(value, context, locale));
        }

        private static Instant parsed(String text) {
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
        }
    }
}
