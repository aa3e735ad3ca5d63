package dev.productify.manager.jdbc.shared;

import dev.productify.manager.ports.changes.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statements on one connection: the one way by which the product's statements reach the database
 * ({@code docs/adr/0009}).
 *
 * <p>Each statement carries the binding of its transaction in the same message, so that binding costs no round trip of its
 * own ({@code docs/adr/0004}). The settings live as long as the transaction: in autocommit that is the message itself, so
 * there every statement carries them; after {@code begin} the first one does. A statement that went without them would
 * see nothing, because row-level security denies what is not bound.
 *
 * <p>Not safe for several threads. Errors become what {@link SqlErrors} says.
 */
public final class Session {
    /** As the trigger function names what a statement changed ({@code docs/adr/0007}). */
    private static final String CHANGED = "MC001";

    private final Connection connection;
    private final Set<Change> changes = new LinkedHashSet<>();
    private BindingSettings binding = BindingSettings.DOOR;
    private boolean eachStatement = true;
    private boolean pending = true;
    private final List<Later> later = new ArrayList<>();

    /** A statement that waits for the next one to be sent. */
    private record Later(NamedSql text, Parameters parameters) {}

    public Session(Connection connection) {
        this.connection = connection;
    }

    /** Binds all statements from now on; each of them alone, and to read only. */
    public void bindReads(BindingSettings settings) {
        bind(settings, true);
    }

    /** Binds the transaction from now on. */
    public void bindTransaction(BindingSettings settings) {
        bind(settings, false);
    }

    private void bind(BindingSettings settings, boolean each) {
        binding = settings;
        eachStatement = each;
        pending = true;
    }

    /** What the database's triggers told that the statements changed; it came with their answers. */
    public Set<Change> changes() {
        return Set.copyOf(changes);
    }

    /**
     * The only row of an answer.
     *
     * @param row what a row is read as; see {@link Rows}
     */
    public <T> Optional<T> one(Class<T> row, String sql, Map<String, ?> parameters) {
        return one(row, sql, Parameters.of(parameters, Parameters.NONE));
    }

    /** All rows of an answer. */
    public <T> List<T> list(Class<T> row, String sql, Map<String, ?> parameters) {
        return list(row, sql, Parameters.of(parameters, Parameters.NONE));
    }

    <T> Optional<T> one(Class<T> row, String sql, Parameters parameters) {
        List<T> rows = list(row, sql, parameters);
        if (rows.size() > 1) {
            throw new IllegalStateException("more rows than one");
        }
        return rows.stream().findFirst();
    }

    <T> List<T> list(Class<T> row, String sql, Parameters parameters) {
        return read(sql, parameters, result -> {
            Rows.Current<T> current = Rows.of(row).in(result);
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(current.read());
            }
            return rows;
        });
    }

    /** What is made of the rows of an answer. */
    interface Reading<R> {
        R read(ResultSet rows) throws SQLException;
    }

    <R> R read(String sql, Parameters parameters, Reading<R> reading) {
        return execute(sql, parameters, statement -> {
            try (ResultSet rows = statement.getResultSet()) {
                return reading.read(rows);
            }
        });
    }

    /** @return how many rows it changed */
    int change(String sql, Parameters parameters) {
        return execute(sql, parameters, PreparedStatement::getUpdateCount);
    }

    /**
     * Changes rows by a statement that goes in one message with the next one, or with the commit: for what nobody waits
     * for and what breaks no rule.
     */
    void changeLater(String sql, Parameters parameters) {
        later.add(new Later(NamedSql.of(sql), parameters));
    }

    /** Commits the transaction if that can be said in one message with something else; otherwise whoever began it does. */
    public void commitWithLast() {
        if (!later.isEmpty()) {
            execute("commit", Parameters.NONE, statement -> null);
        }
    }

    private interface Result<R> {
        R of(PreparedStatement statement) throws SQLException;
    }

    private <R> R execute(String sql, Parameters parameters, Result<R> result) {
        NamedSql text = NamedSql.of(sql);
        boolean carries = pending;
        List<Later> before = List.copyOf(later);
        later.clear();
        try (PreparedStatement statement = connection.prepareStatement(message(carries, before, text))) {
            int position = 0;
            if (carries) {
                binding.bind(statement);
                position = BindingSettings.PARAMETERS;
            }
            for (Later first : before) {
                position = bind(statement, position, first.text(), first.parameters());
            }
            bind(statement, position, text, parameters);
            statement.execute();
            pending = eachStatement;
            // The first results are those of the settings and of what waited; the caller's is the last.
            for (int skipped = before.size() + (carries ? 1 : 0); skipped > 0; skipped--) {
                statement.getMoreResults();
            }
            if (!eachStatement) {
                hear(statement.getWarnings());
            }
            return result.of(statement);
        } catch (SQLException e) {
            throw SqlErrors.thrown(e);
        }
    }

    private String message(boolean carries, List<Later> before, NamedSql last) {
        if (before.isEmpty()) {
            return carries ? carrying(last) : last.alone();
        }
        StringBuilder message = new StringBuilder();
        for (Later first : before) {
            message.append(
                    carries && message.isEmpty()
                            ? carrying(first.text())
                            : first.text().alone());
            message.append(";\n");
        }
        return message.append(last.alone()).toString();
    }

    private String carrying(NamedSql text) {
        return eachStatement ? text.boundReadOnly() : text.bound();
    }

    /** @return the position of the last parameter */
    private static int bind(PreparedStatement statement, int before, NamedSql text, Parameters parameters)
            throws SQLException {
        int position = before;
        for (String name : text.names()) {
            Values.bind(statement, ++position, parameters.get(name));
        }
        return position;
    }

    private void hear(SQLWarning first) {
        for (SQLWarning told = first; told != null; told = told.getNextWarning()) {
            if (CHANGED.equals(told.getSQLState())) {
                changes.add(Change.parse(told.getMessage()));
            }
        }
    }
}
