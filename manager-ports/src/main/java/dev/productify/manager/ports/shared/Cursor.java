package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A row's position in a list of a certain order. It stays good when the row is removed, or when others come and go before it.
 * Callers get it as a text that means nothing to them.
 *
 * @param order empty: that of creation, which is that of the ids
 * @param value what the row has in the order's column; the id when there is no order
 */
public record Cursor<C extends Enum<C> & Column<?>>(Optional<ListQuery.Order<C>> order, Object value, UUID id) {
    /** No cursor of ours is longer: a name of 200 characters is the longest value. */
    private static final int MAX_LENGTH = 2000;

    public Cursor {
        requireNonNull(order, "order");
        requireNonNull(value, "value");
        requireNonNull(id, "id");
    }

    static <T, C extends Enum<C> & Column<T>> Cursor<C> at(Optional<ListQuery.Order<C>> order, T row, UUID id) {
        return new Cursor<>(order, order.map(by -> by.column().of(row)).orElse(id), id);
    }

    /** What {@link #parse} reads. */
    public String text() {
        String plain = words(order) + "\n" + id + "\n" + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when it is no cursor, or one of another order */
    public static <C extends Enum<C> & Column<?>> Cursor<C> parse(Optional<ListQuery.Order<C>> order, String text) {
        String[] parts = decoded(text).split("\n", 3);
        if (parts.length < 3 || !ColumnType.UUID_FORM.matcher(parts[1]).matches()) {
            throw unreadable();
        }
        if (!parts[0].equals(words(order))) {
            throw ManagerException.badInput(
                    "after comes from a list in another order; ask in that order, or start anew");
        }
        UUID id = UUID.fromString(parts[1]);
        return new Cursor<>(order, order.map(by -> value(by.column(), parts[2])).orElse(id), id);
    }

    private static Object value(Column<?> column, String text) {
        try {
            return column.type().parse(column.field(), text);
        } catch (ManagerException e) {
            throw unreadable();
        }
    }

    private static String decoded(String text) {
        if (text.length() > MAX_LENGTH) {
            throw unreadable();
        }
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static <C extends Enum<C> & Column<?>> String words(Optional<ListQuery.Order<C>> order) {
        return order.map(by -> by.column().field() + (by.descending() ? " desc" : " asc"))
                .orElse("");
    }

    private static ManagerException unreadable() {
        return ManagerException.badInput("after is not a cursor; take it from pageInfo.endCursor or from an edge");
    }
}
