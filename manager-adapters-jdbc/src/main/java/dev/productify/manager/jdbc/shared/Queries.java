package dev.productify.manager.jdbc.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a store, on rows of its {@link Scope}. Parameters are written as {@code :name}; those that the scope
 * names need not be given.
 */
public final class Queries {
    private static final String BY_INDEXES =
            "select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)";

    private final Session session;
    private final Scope scope;
    private final Parameters ofScope;

    public Queries(Session session, Scope scope) {
        this.session = session;
        this.scope = scope;
        this.ofScope = Parameters.of(scope.parameters(), Parameters.NONE);
    }

    public Scope scope() {
        return scope;
    }

    /**
     * The only row of an answer.
     *
     * @param row a record with a component for each column ({@code createdAt} for {@code created_at}), or what the only
     *     column holds
     */
    public <T> Optional<T> one(Class<T> row, String sql, Map<String, ?> parameters) {
        return session.one(row, sql, Parameters.of(parameters, ofScope));
    }

    /** All rows of an answer; {@code row} as for {@link #one}. */
    public <T> List<T> list(Class<T> row, String sql, Map<String, ?> parameters) {
        return session.list(row, sql, Parameters.of(parameters, ofScope));
    }

    /** The numbers of a single row, by the names of its columns and in their order. */
    public Map<String, Long> numbers(String sql, Map<String, ?> parameters) {
        return session.read(sql, Parameters.of(parameters, ofScope), Queries::numbers);
    }

    private static Map<String, Long> numbers(ResultSet row) throws SQLException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        row.next();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            numbers.put(row.getMetaData().getColumnLabel(column), row.getLong(column));
        }
        return numbers;
    }

    /** @return how many rows it changed */
    public int change(String sql, Map<String, ?> parameters) {
        return session.change(sql, Parameters.of(parameters, ofScope));
    }

    /**
     * Changes rows by the components of a record: {@code :createdAt} is its {@code createdAt()}.
     *
     * @return how many rows it changed
     */
    public int change(String sql, Record row) {
        return session.change(sql, Parameters.of(row, ofScope));
    }

    /**
     * Changes many rows by one statement: {@code :createdAt} is an array with the {@code createdAt()} of each of the records, for
     * the statement to {@code unnest} and to cast. Bytes are an array of {@code bytea}, all else of {@code text}.
     *
     * @return how many rows it changed
     */
    public int changeAll(String sql, List<? extends Record> rows) {
        return rows.isEmpty() ? 0 : session.change(sql, Parameters.ofAll(rows, ofScope));
    }

    /**
     * Adds a row by a statement that goes in one message with the next one, or with the commit. An error comes out of the
     * statement that it goes with, so this is for what breaks no rule, or where it does not matter where that is noticed.
     */
    public void addLater(String sql, Record row) {
        session.changeLater(sql, Parameters.of(row, ofScope));
    }

    /**
     * From the next statement to the end of the transaction, rows are looked up by indexes and read in their order. For tables which
     * are nearly empty at one moment and full at the next: a plan that was made for few rows, and is kept, would read them all. A
     * statement must not leave it the whole index either, as it may for {@code t.id = o.id}, which is for a join of two orders or
     * a table of hashes too: it says {@code t.id = any (array[o.id])}, for which there is nothing but to look each row up.
     */
    public void byIndexes() {
        session.changeLater(BY_INDEXES, Parameters.NONE);
    }

    /**
     * Removes a row after counting what goes with it.
     *
     * @return the numbers; nothing when there was no such row
     */
    public Map<String, Long> remove(String counting, String removal, Map<String, ?> parameters) {
        Map<String, Long> gone = numbers(counting, parameters);
        return change(removal, parameters) == 0 ? Map.of() : gone;
    }
}
