package dev.productify.manager.jdbc.shared;

import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ConnectionQuery;
import dev.productify.manager.ports.shared.Cursor;
import dev.productify.manager.ports.shared.ListQuery;
import java.util.Map;

/**
 * Which rows lie behind a cursor.
 *
 * @param condition {@code true} without a cursor
 */
public record KeysetSql(String condition, Map<String, Object> parameters) {

    /** @param alias by which the statement calls the rows */
    public static <C extends Enum<C> & Column<?>> KeysetSql of(String alias, ConnectionQuery<C> query) {
        return query.after().map(cursor -> behind(alias, cursor)).orElseGet(() -> new KeysetSql("true", Map.of()));
    }

    private static <C extends Enum<C> & Column<?>> KeysetSql behind(String alias, Cursor<C> cursor) {
        if (cursor.order().isEmpty()) {
            return new KeysetSql(alias + ".id > :cursorId", Map.of("cursorId", cursor.id()));
        }
        ListQuery.Order<C> order = cursor.order().get();
        String column = ListSql.ordered(alias + "." + order.column().field(), order.column());
        String sign = order.descending() ? "<" : ">";
        // The first half is there for the index: it bounds where to begin.
        String condition = "(%1$s %2$s= :cursorValue and (%1$s %2$s :cursorValue or %3$s.id %2$s :cursorId))"
                .formatted(column, sign, alias);
        return new KeysetSql(condition, Map.of("cursorId", cursor.id(), "cursorValue", cursor.value()));
    }
}
