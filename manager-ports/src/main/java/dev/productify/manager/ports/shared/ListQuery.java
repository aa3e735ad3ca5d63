package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of a list, in what order (contract G2, G3). All conditions must hold; rows that are equal in the order are
 * told apart by their ids, so that pages never overlap. Descending is ascending backwards, with equal rows too.
 *
 * @param <C> the columns that the list offers
 */
public record ListQuery<C extends Enum<C> & Column<?>>(
        List<Condition<C>> conditions, Optional<Order<C>> order, Optional<Page> page) {

    /** How a column is compared with a value. */
    public enum Operator {
        CONTAINS,
        EQUALS,
        AFTER,
        BEFORE
    }

    public record Condition<C>(C column, Operator operator, Object value) {
        public Condition {
            requireNonNull(column, "column");
            requireNonNull(operator, "operator");
            requireNonNull(value, "value");
        }
    }

    public record Order<C>(C column, boolean descending) {
        public Order {
            requireNonNull(column, "column");
        }
    }

    /** A filter as callers write it. */
    public record FilterText(String field, String value) {}

    /** An order as callers write it. */
    public record OrderText(String field, boolean descending) {}

    public ListQuery {
        conditions = List.copyOf(conditions);
        requireNonNull(order, "order");
        requireNonNull(page, "page");
    }

    /** Everything, in the order of creation. */
    public static <C extends Enum<C> & Column<?>> ListQuery<C> all() {
        return new ListQuery<>(List.of(), Optional.empty(), Optional.empty());
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} that names the fields there are, or the form a value must have */
    public static <C extends Enum<C> & Column<?>> ListQuery<C> parse(
            Class<C> columns, List<FilterText> filters, Optional<OrderText> order, Optional<Page> page) {
        List<Condition<C>> conditions =
                filters.stream().map(filter -> condition(columns, filter)).toList();
        return new ListQuery<>(conditions, order.map(text -> order(columns, text)), page);
    }

    /** How many rows to fetch: one more than may be answered where no page was asked for, so that a cut is noticed. */
    public int limit() {
        return page.map(Page::limit).orElse(Page.MAX_LIMIT + 1);
    }

    public int offset() {
        return page.map(Page::offset).orElse(0);
    }

    /**
     * The rows, if they are all that was asked for.
     *
     * @throws ManagerException {@code BAD_USER_INPUT} when no page was asked for and there is more than fits: a list is
     *     never cut silently
     */
    public <T> List<T> complete(List<T> rows) {
        if (page.isEmpty() && rows.size() > Page.MAX_LIMIT) {
            throw ManagerException.badInput(
                    "There are more than " + Page.MAX_LIMIT + " rows; ask for them in pieces with pagination");
        }
        return rows;
    }

    private static <C extends Enum<C> & Column<?>> Condition<C> condition(Class<C> columns, FilterText filter) {
        String field = snakeCase(filter.field());
        for (C column : columns.getEnumConstants()) {
            for (Operator operator : operators(column)) {
                if (filterField(column, operator).equals(field)) {
                    return new Condition<>(column, operator, column.type().parse(field, filter.value()));
                }
            }
        }
        throw unknown(
                "filters",
                filter.field(),
                Arrays.stream(columns.getEnumConstants())
                        .flatMap(column -> operators(column).stream().map(operator -> filterField(column, operator))));
    }

    private static <C extends Enum<C> & Column<?>> Order<C> order(Class<C> columns, OrderText order) {
        String field = snakeCase(order.field());
        List<String> known = new ArrayList<>();
        for (C column : columns.getEnumConstants()) {
            if (column.orderable() && column.field().equals(field)) {
                return new Order<>(column, order.descending());
            }
            if (column.orderable()) {
                known.add(column.field());
            }
        }
        throw unknown("order", order.field(), known.stream());
    }

    private static List<Operator> operators(Column<?> column) {
        if (column.type() instanceof ColumnType.Time) {
            return List.of(Operator.AFTER, Operator.BEFORE);
        }
        return List.of(column.type() instanceof ColumnType.Text ? Operator.CONTAINS : Operator.EQUALS);
    }

    private static String filterField(Column<?> column, Operator operator) {
        return switch (operator) {
            case CONTAINS, EQUALS -> column.field();
            case AFTER -> column.field().replaceFirst("_at$", "_after");
            case BEFORE -> column.field().replaceFirst("_at$", "_before");
        };
    }

    /** Callers write {@code projectId} and {@code projectID}, as the API itself does. */
    private static String snakeCase(String field) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (!isCapital(c)) {
                snake.append(c);
                continue;
            }
            if (i == 0 || !isCapital(field.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append((char) (c - 'A' + 'a'));
        }
        return snake.toString();
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static ManagerException unknown(String where, String field, Stream<String> known) {
        String shown = field.length() > 40 ? field.substring(0, 40) + "…" : field;
        return ManagerException.badInput(
                where + ": there is no field \"" + shown + "\"; there are " + known.collect(Collectors.joining(", ")));
    }
}
