package dev.productify.manager.jdbc.shared;

import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A list's query as pieces of SQL. Only words of a {@link Column} enum become text of a statement; values become
 * parameters.
 *
 * @param conditions what rows must fulfil; {@code true} when anything will do
 * @param order behind {@code order by}
 * @param direction what stands behind its first column
 * @param page with {@code limit} and {@code offset}
 */
public record ListSql(String conditions, String order, String direction, String page, Map<String, Object> parameters) {

    private static final String PAGE = "limit :listLimit offset :listOffset";

    /** @param alias by which the statement calls the rows */
    public static <C extends Enum<C> & Column<?>> ListSql of(String alias, ListQuery<C> query) {
        return of(alias, column -> alias + "." + column.field(), query);
    }

    /**
     * The list's query over rows that are joined from several tables, or are not shown as they are kept.
     *
     * @param alias of the rows whose ids break ties
     * @param expressions what the statement calls a column
     */
    public static <C extends Enum<C> & Column<?>> ListSql of(
            String alias, Function<C, String> expressions, ListQuery<C> query) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        StringBuilder conditions = new StringBuilder("true");
        for (ListQuery.Condition<C> condition : query.conditions()) {
            String parameter = "filter" + parameters.size();
            conditions.append(" and ").append(condition(expressions.apply(condition.column()), condition, parameter));
            parameters.put(parameter, value(condition));
        }
        parameters.put("listLimit", query.limit());
        parameters.put("listOffset", query.offset());
        return new ListSql(conditions.toString(), order(alias, expressions, query), direction(query), PAGE, parameters);
    }

    /**
     * The list of the rows of one {@link Parent}, by an index that begins with the parent. Nothing else in the statement
     * may say by an equation which parent it is.
     *
     * @param column with the parent's id, and with its alias
     * @param parent the parameter or column that is the id
     */
    public ListSql within(String column, String parent) {
        return new ListSql(
                Parent.is(column, parent) + " and " + conditions,
                column + direction + ", " + order,
                direction,
                page,
                parameters);
    }

    /** The rows behind a cursor; {@link KeysetSql} has the condition for that. */
    public static <C extends Enum<C> & Column<?>> ListSql of(String alias, ConnectionQuery<C> query) {
        ListSql list = of(alias, query.list());
        KeysetSql keyset = KeysetSql.of(alias, query);
        Map<String, Object> parameters = new LinkedHashMap<>(list.parameters());
        parameters.putAll(keyset.parameters());
        parameters.put("listLimit", query.limit());
        return new ListSql(
                list.conditions() + " and " + keyset.condition(), list.order(), list.direction(), PAGE, parameters);
    }

    private static String condition(String column, ListQuery.Condition<?> condition, String parameter) {
        return switch (condition.operator()) {
            case CONTAINS -> column + " ilike :" + parameter;
            case EQUALS -> column + " = :" + parameter;
            case AFTER -> column + " > :" + parameter;
            case BEFORE -> column + " < :" + parameter;
        };
    }

    private static Object value(ListQuery.Condition<?> condition) {
        if (condition.operator() == ListQuery.Operator.CONTAINS) {
            return part(condition.value().toString());
        }
        return condition.value();
    }

    /** What {@code ilike} finds in texts that contain this one. */
    public static String part(String text) {
        return "%" + literal(text) + "%";
    }

    /** The text with everything escaped that means something in a pattern. */
    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static <C extends Enum<C> & Column<?>> String order(
            String alias, Function<C, String> expressions, ListQuery<C> query) {
        String byId = alias + ".id";
        if (query.order().isEmpty()) {
            return byId;
        }
        ListQuery.Order<C> order = query.order().get();
        // Equal rows go by id in the same direction: an index serves both directions, and nothing is left to sort.
        return ordered(expressions.apply(order.column()), order.column()) + direction(query) + ", " + byId
                + direction(query);
    }

    private static String direction(ListQuery<?> query) {
        return query.order().filter(ListQuery.Order::descending).isPresent() ? " desc" : "";
    }

    /** What rows are ordered by. */
    static String ordered(String expression, Column<?> column) {
        // Text by code points, whatever the locale of the database; an index exists for that.
        String collation = column.type() instanceof ColumnType.Text ? " collate \"C\"" : "";
        return expression + collation;
    }
}
