package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.shared.Id;
import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.Cursor;
import dev.productify.manager.ports.shared.ListQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Evaluates a list's query over rows in memory, exactly as the database does. */
final class InMemoryLists {
    private InMemoryLists() {}

    static <T, C extends Enum<C> & Column<T>> List<T> page(
            Stream<T> rows, ListQuery<C> query, Function<T, ? extends Id> id) {
        return page(
                rows,
                query,
                (left, right) -> compare(id.apply(left).value(), id.apply(right).value()));
    }

    /** @param ties the order of rows that nothing else tells apart */
    static <T, C extends Enum<C> & Column<T>> List<T> page(Stream<T> rows, ListQuery<C> query, Comparator<T> ties) {
        return matching(rows, query)
                .sorted(order(query, ties))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    static <T, C extends Enum<C> & Column<T>> long count(Stream<T> rows, ListQuery<C> query) {
        return matching(rows, query).count();
    }

    /** All rows behind the cursor, in order. */
    static <T, C extends Enum<C> & Column<T>> Stream<T> behind(
            Stream<T> rows, ConnectionQuery<C> query, Function<T, ? extends Id> id) {
        return matching(rows, query.list())
                .sorted(order(query.list(), id))
                .filter(row -> query.after()
                        .map(cursor -> isBehind(row, id.apply(row).value(), cursor))
                        .orElse(true));
    }

    private static <T, C extends Enum<C> & Column<T>> boolean isBehind(T row, UUID id, Cursor<C> cursor) {
        int byId = compare(id, cursor.id());
        if (cursor.order().isEmpty()) {
            return byId > 0;
        }
        ListQuery.Order<C> order = cursor.order().get();
        int byColumn = compare(order.column().of(row), cursor.value());
        int behind = byColumn != 0 ? byColumn : byId;
        return order.descending() ? behind < 0 : behind > 0;
    }

    private static <T, C extends Enum<C> & Column<T>> Stream<T> matching(Stream<T> rows, ListQuery<C> query) {
        return rows.filter(row -> query.conditions().stream().allMatch(condition -> holds(condition, row)));
    }

    private static <T, C extends Enum<C> & Column<T>> boolean holds(ListQuery.Condition<C> condition, T row) {
        Object value = condition.column().of(row);
        if (value == null) {
            return false;
        }
        return switch (condition.operator()) {
            case CONTAINS ->
                value.toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(condition.value().toString().toLowerCase(Locale.ROOT));
            case EQUALS -> value.equals(condition.value());
            case AFTER -> ((Instant) value).isAfter((Instant) condition.value());
            case BEFORE -> ((Instant) value).isBefore((Instant) condition.value());
        };
    }

    private static <T, C extends Enum<C> & Column<T>> Comparator<T> order(
            ListQuery<C> query, Function<T, ? extends Id> id) {
        return order(
                query,
                (left, right) -> compare(id.apply(left).value(), id.apply(right).value()));
    }

    private static <T, C extends Enum<C> & Column<T>> Comparator<T> order(ListQuery<C> query, Comparator<T> byId) {
        if (query.order().isEmpty()) {
            return byId;
        }
        ListQuery.Order<C> order = query.order().get();
        Comparator<T> byColumn =
                (left, right) -> compare(order.column().of(left), order.column().of(right));
        Comparator<T> ascending = byColumn.thenComparing(byId);
        return order.descending() ? ascending.reversed() : ascending;
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Instant time) {
            return time.compareTo((Instant) right);
        }
        if (left instanceof UUID) {
            // As PostgreSQL does: byte by byte. UUID.compareTo is signed.
            return left.toString().compareTo(right.toString());
        }
        // As PostgreSQL does in the collation "C": by code points.
        return Arrays.compare(
                left.toString().codePoints().toArray(),
                right.toString().codePoints().toArray());
    }
}
