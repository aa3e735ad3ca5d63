package dev.productify.manager.graphql;

import graphql.language.Argument;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many objects a valid operation asks for: each list as many as its pagination, or the {@code first} of its connection, says, times what each row asks for. A
 * field that may be skipped counts; so does one whose rows may not exist.
 */
final class Cost {
    private final GraphQLSchema schema;
    private final Map<String, FragmentDefinition> fragments;
    private final Map<String, Object> variables;
    private final Map<String, Value<?>> defaults = new HashMap<>();

    Cost(
            GraphQLSchema schema,
            Map<String, FragmentDefinition> fragments,
            OperationDefinition operation,
            Map<String, Object> variables) {
        this.schema = schema;
        this.fragments = fragments;
        this.variables = variables;
        for (VariableDefinition definition : operation.getVariableDefinitions()) {
            defaults.put(definition.getName(), definition.getDefaultValue());
        }
    }

    /** Saturates at the largest number there is. */
    long of(OperationDefinition operation) {
        GraphQLFieldsContainer root = operation.getOperation() == OperationDefinition.Operation.MUTATION
                ? schema.getMutationType()
                : schema.getQueryType();
        return of(operation.getSelectionSet(), root, GraphQlLimits.ROWS_WITHOUT_PAGINATION);
    }

    /** @param rows how many a list has that takes no arguments by which it would be told itself */
    private long of(SelectionSet set, GraphQLFieldsContainer type, long rows) {
        long cost = 0;
        for (Selection<?> selection : set.getSelections()) {
            cost = plus(cost, of(selection, type, rows));
        }
        return cost;
    }

    private long of(Selection<?> selection, GraphQLFieldsContainer type, long rows) {
        if (selection instanceof Field field) {
            return of(field, type, rows);
        }
        if (selection instanceof InlineFragment inline) {
            return of(
                    inline.getSelectionSet(),
                    inline.getTypeCondition() == null
                            ? type
                            : named(inline.getTypeCondition().getName()),
                    rows);
        }
        FragmentDefinition fragment = fragments.get(((FragmentSpread) selection).getName());
        return of(fragment.getSelectionSet(), named(fragment.getTypeCondition().getName()), rows);
    }

    private long of(Field field, GraphQLFieldsContainer type, long rows) {
        if (field.getSelectionSet() == null || DocumentSize.isIntrospection(field.getName())) {
            return 0;
        }
        GraphQLFieldDefinition definition = type.getFieldDefinition(field.getName());
        GraphQLFieldsContainer inside = (GraphQLFieldsContainer) GraphQLTypeUtil.unwrapAll(definition.getType());
        if (GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(definition.getType()))) {
            long own = definition.getArgument("pagination") == null ? rows : rows(field, "pagination");
            return times(own, plus(1, of(field.getSelectionSet(), inside, GraphQlLimits.ROWS_WITHOUT_PAGINATION)));
        }
        // The rows of a connection are the list inside of it.
        long below =
                definition.getArgument("first") == null ? GraphQlLimits.ROWS_WITHOUT_PAGINATION : rows(field, "first");
        return plus(1, of(field.getSelectionSet(), inside, below));
    }

    private GraphQLFieldsContainer named(String type) {
        return (GraphQLFieldsContainer) schema.getType(type);
    }

    private long rows(Field field, String argument) {
        return field.getArguments().stream()
                .filter(given -> given.getName().equals(argument))
                .findFirst()
                .map(Argument::getValue)
                .flatMap(value -> argument.equals("first") ? number(value) : limit(value))
                .map(limit -> Math.max(0, limit))
                .orElse((long) GraphQlLimits.ROWS_WITHOUT_PAGINATION);
    }

    private Optional<Long> limit(Value<?> pagination) {
        if (pagination instanceof VariableReference variable) {
            return variables.containsKey(variable.getName())
                    ? member(variables.get(variable.getName()))
                    : Optional.<Value<?>>ofNullable(defaults.get(variable.getName()))
                            .flatMap(this::limit);
        }
        if (pagination instanceof ObjectValue object) {
            return object.getObjectFields().stream()
                    .filter(field -> field.getName().equals("limit"))
                    .findFirst()
                    .map(ObjectField::getValue)
                    .flatMap(this::number);
        }
        return Optional.empty();
    }

    private Optional<Long> number(Value<?> value) {
        if (value instanceof VariableReference variable) {
            return variables.containsKey(variable.getName())
                    ? rawNumber(variables.get(variable.getName()))
                    : Optional.<Value<?>>ofNullable(defaults.get(variable.getName()))
                            .flatMap(this::number);
        }
        return value instanceof IntValue number ? Optional.of(number.getValue().longValue()) : Optional.empty();
    }

    private static Optional<Long> member(Object pagination) {
        return pagination instanceof Map<?, ?> members ? rawNumber(members.get("limit")) : Optional.empty();
    }

    private static Optional<Long> rawNumber(Object raw) {
        return raw instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static long plus(long left, long right) {
        long sum = left + right;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long times(long left, long right) {
        return left != 0 && right > Long.MAX_VALUE / left ? Long.MAX_VALUE : left * right;
    }
}
