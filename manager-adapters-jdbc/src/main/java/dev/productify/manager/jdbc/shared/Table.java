package dev.productify.manager.jdbc.shared;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * A table whose rows have an id and a revision, and what they are in the domain. Made once.
 *
 * @param <T> what rows are in the domain
 * @param <R> a record with a component for each column
 */
public final class Table<T, R extends Record> {
    private final String name;
    private final String alias;
    private final Class<R> row;
    private final Function<T, R> toRow;
    private final Function<R, T> fromRow;
    private final String update;
    private final RowScope scope;
    private final String columns;
    private final String insert;
    private final String insertAll;

    /**
     * @param name in the database
     * @param alias by which statements call its rows
     * @param update of a row by the components of its record, over the revision before
     * @param scope which rows are meant
     */
    public Table(
            String name,
            String alias,
            Class<R> row,
            Function<T, R> toRow,
            Function<R, T> fromRow,
            String update,
            RowScope scope) {
        this.name = requireNonNull(name, "name");
        this.alias = requireNonNull(alias, "alias");
        this.row = requireNonNull(row, "row");
        this.toRow = requireNonNull(toRow, "toRow");
        this.fromRow = requireNonNull(fromRow, "fromRow");
        this.update = requireNonNull(update, "update");
        this.scope = requireNonNull(scope, "scope");
        this.columns = Columns.of(alias, row);
        String into = "insert into " + name + " (" + Columns.names(row) + ") ";
        this.insert = into + "values (" + Columns.parameters(row) + ")";
        this.insertAll = into + "select r.* from " + Columns.many(row);
    }

    String alias() {
        return alias;
    }

    Class<R> row() {
        return row;
    }

    R row(T thing) {
        return toRow.apply(thing);
    }

    T thing(R ofRow) {
        return fromRow.apply(ofRow);
    }

    RowScope scope() {
        return scope;
    }

    /** As statements that look list them. */
    String columns() {
        return columns;
    }

    /** With its alias, as it stands behind {@code from}. */
    String from() {
        return " from " + name + " " + alias;
    }

    /** A row with all its columns. */
    String insert() {
        return insert;
    }

    /** Many rows with all their columns. */
    String insertAll() {
        return insertAll;
    }

    String update() {
        return update;
    }
}
