package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Optional;

/**
 * Which piece of a list, by cursors (contract G3): {@code first} rows, 1 to {@value Page#MAX_LIMIT}, behind a row.
 *
 * @param list filters and order; it has no page
 * @param first absent: all that there are behind the cursor, if they fit
 */
public record ConnectionQuery<C extends Enum<C> & Column<?>>(
        ListQuery<C> list, Optional<Integer> first, Optional<Cursor<C>> after) {
    /** @throws ManagerException {@code BAD_USER_INPUT} that says the cap */
    public ConnectionQuery {
        requireNonNull(after, "after");
        if (list.page().isPresent()) {
            throw new IllegalArgumentException("a list is read by pages or by cursors");
        }
        if (first.filter(rows -> rows < 1 || rows > Page.MAX_LIMIT).isPresent()) {
            throw ManagerException.badInput("first must be 1 to " + Page.MAX_LIMIT);
        }
    }

    /** @param after as callers got it */
    public static <C extends Enum<C> & Column<?>> ConnectionQuery<C> parse(
            ListQuery<C> list, Optional<Integer> first, Optional<String> after) {
        return new ConnectionQuery<>(list, first, after.map(text -> Cursor.parse(list.order(), text)));
    }

    /** How many rows to fetch: one more than may be answered, which tells whether there are more. */
    public int limit() {
        return rows() + 1;
    }

    int rows() {
        return first.orElse(Page.MAX_LIMIT);
    }
}
