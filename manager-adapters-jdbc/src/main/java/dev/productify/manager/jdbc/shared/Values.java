package dev.productify.manager.jdbc.shared;

import dev.productify.manager.domain.shared.Id;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** How Java's values become parameters, and columns Java's values. */
final class Values {
    /** Reads a column; {@code null} where it holds none, except for primitives. */
    interface Reader {
        Object read(ResultSet row, int column) throws SQLException;
    }

    private static final Map<Class<?>, Reader> READERS = Map.ofEntries(
            Map.entry(UUID.class, (row, column) -> row.getObject(column, UUID.class)),
            Map.entry(String.class, ResultSet::getString),
            Map.entry(Instant.class, Values::instant),
            Map.entry(boolean.class, ResultSet::getBoolean),
            Map.entry(Boolean.class, (row, column) -> orNone(row.getBoolean(column), row)),
            Map.entry(int.class, ResultSet::getInt),
            Map.entry(Integer.class, (row, column) -> orNone(row.getInt(column), row)),
            Map.entry(long.class, ResultSet::getLong),
            Map.entry(Long.class, (row, column) -> orNone(row.getLong(column), row)),
            Map.entry(byte[].class, ResultSet::getBytes),
            Map.entry(String[].class, Values::array));

    private Values() {}

    /** @return {@code null} when there is no column of that type */
    static Reader reader(Class<?> type) {
        return READERS.get(type);
    }

    private static Object orNone(Object value, ResultSet row) throws SQLException {
        return row.wasNull() ? null : value;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Object array(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : array.getArray();
    }

    /** @throws IllegalArgumentException for a value of a kind that no column has */
    static void bind(PreparedStatement statement, int position, Object value) throws SQLException {
        if (value == null) {
            // Without a type: PostgreSQL knows it from where the parameter stands.
            statement.setNull(position, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(position, text);
        } else if (value instanceof UUID id) {
            statement.setObject(position, id);
        } else if (value instanceof Id id) {
            statement.setObject(position, id.value());
        } else if (value instanceof Instant time) {
            statement.setObject(position, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
        } else if (value instanceof Integer number) {
            statement.setInt(position, number);
        } else if (value instanceof Long number) {
            statement.setLong(position, number);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(position, flag);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(position, bytes);
        } else if (value instanceof byte[][] contents) {
            statement.setArray(position, statement.getConnection().createArrayOf("bytea", contents));
        } else if (value instanceof UUID[] ids) {
            statement.setArray(position, statement.getConnection().createArrayOf("uuid", ids));
        } else if (value instanceof String[] texts) {
            statement.setArray(position, statement.getConnection().createArrayOf("text", texts));
        } else {
            throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }
}
