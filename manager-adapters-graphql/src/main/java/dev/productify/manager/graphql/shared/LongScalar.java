package dev.productify.manager.graphql.shared;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.util.Locale;

/** Whole numbers that need not fit in 32 bits; those alone that every reader of JSON reads as they are (RFC 8259, section 6). */
public final class LongScalar {
    public static final GraphQLScalarType TYPE =
            GraphQLScalarType.newScalar().name("Long").coercing(new Form()).build();

    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);
    private static final String WANTED = "must be a whole number of at most " + MOST;

    private LongScalar() {}

    private static final class Form implements Coercing<Long, Long> {
        @Override
        public Long serialize(Object value, GraphQLContext context, Locale locale) {
            if (value instanceof Long number) {
                return number;
            }
            throw new CoercingSerializeException("not a whole number: " + value.getClass());
        }

        @Override
        public Long parseValue(Object value, GraphQLContext context, Locale locale) {
            boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
            if (!whole || !fits(new BigInteger(value.toString()))) {
                throw new CoercingParseValueException(WANTED);
            }
            return ((Number) value).longValue();
        }

        @Override
        public Long parseLiteral(Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (literal instanceof IntValue number && fits(number.getValue())) {
                return number.getValue().longValue();
            }
            throw new CoercingParseLiteralException(WANTED);
        }

        @Override
        public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
            return IntValue.newIntValue(BigInteger.valueOf(((Number) value).longValue()))
                    .build();
        }

        private static boolean fits(BigInteger number) {
            return number.abs().compareTo(MOST) <= 0;
        }
    }
}
