package dev.productify.manager.ports.contract;

import dev.productify.manager.ports.shared.Column;
import dev.productify.manager.ports.shared.ColumnType;
import dev.productify.manager.ports.shared.ListQuery.Condition;
import dev.productify.manager.ports.shared.ListQuery.Operator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which of some rows a list must give, found out by other means than those of any implementation. */
record ExpectedRows<T, C extends Enum<C> & Column<T>>(List<T> rows, Function<T, UUID> id) {
    static List<Operator> operators(Column<?> column) {
        if (column.type() instanceof ColumnType.Time) {
            return List.of(Operator.AFTER, Operator.BEFORE);
        }
        return List.of(column.type() instanceof ColumnType.Text ? Operator.CONTAINS : Operator.EQUALS);
    }

    /** Those for which all conditions hold, in the order of their ids. */
    List<T> holding(List<Condition<C>> conditions) {
        return rows.stream()
                .filter(row -> conditions.stream().allMatch(condition -> holds(condition, row)))
                .sorted(byId())
                .toList();
    }

    List<T> inOrder(C column, boolean descending) {
        Comparator<T> ascending = by(column).thenComparing(byId());
        return rows.stream()
                .sorted(descending ? ascending.reversed() : ascending)
                .toList();
    }

    private boolean holds(Condition<C> condition, T row) {
        Object value = condition.column().of(row);
        if (value == null) {
            return false;
        }
        return switch (condition.operator()) {
            case CONTAINS ->
                Pattern.compile(
                                condition.value().toString(),
                                Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(value.toString())
                        .find();
            case EQUALS -> value.equals(condition.value());
            case AFTER -> ((Instant) value).compareTo((Instant) condition.value()) > 0;
            case BEFORE -> ((Instant) value).compareTo((Instant) condition.value()) < 0;
        };
    }

    private Comparator<T> byId() {
        return Comparator.comparing(row -> id.apply(row).toString());
    }

    /** Times by time; all else by the bytes of its text in UTF-8, whose order is that of the code points. */
    private Comparator<T> by(C column) {
        return Comparator.comparing(row -> {
            Object value = column.of(row);
            return value instanceof Instant time
                    ? "%020d".formatted(time.toEpochMilli())
                    : HexFormat.of().formatHex(value.toString().getBytes(StandardCharsets.UTF_8));
        });
    }
}
