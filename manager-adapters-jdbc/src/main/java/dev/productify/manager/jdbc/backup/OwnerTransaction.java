package dev.productify.manager.jdbc.backup;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * One transaction of the schema's owner that is bound to the whole installation, and may take as long as it takes. Row-level
 * security holds for the owner, too: without that binding it would see nothing.
 */
final class OwnerTransaction implements AutoCloseable {
    private static final int WITHOUT_TRANSACTION_TIMEOUT = 16;

    private final Connection connection;

    private OwnerTransaction(Connection connection) {
        this.connection = connection;
    }

    /** What is done in the transaction. */
    @FunctionalInterface
    interface Work<R> {
        R in(OwnerTransaction transaction) throws SQLException, IOException;
    }

    /** Reads the state of one moment; other transactions neither wait for it nor change what it sees. */
    static <R> R snapshot(DatabaseAddress owner, Work<R> work) throws SQLException, IOException {
        return run(owner, true, work);
    }

    /** Writes, all or nothing. */
    static <R> R write(DatabaseAddress owner, Work<R> work) throws SQLException, IOException {
        return run(owner, false, work);
    }

    private static <R> R run(DatabaseAddress owner, boolean readOnly, Work<R> work) throws SQLException, IOException {
        try (Connection connection = connect(owner);
                OwnerTransaction transaction = new OwnerTransaction(connection)) {
            connection.setReadOnly(readOnly);
            connection.setTransactionIsolation(
                    readOnly ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            transaction.bind();
            R result = work.in(transaction);
            connection.commit();
            return result;
        }
    }

    private static Connection connect(DatabaseAddress owner) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", owner.user());
        properties.setProperty("password", owner.password());
        properties.setProperty("ApplicationName", "manager-backup");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(owner.jdbcUrl(), properties);
    }

    /** By statements that fix no snapshot yet: locks that are taken next come before what is seen. */
    void bind() throws SQLException {
        execute("set local manager.binding = 'platform'");
        execute("set local statement_timeout = 0");
        execute("set local idle_in_transaction_session_timeout = 0");
        if (connection.getMetaData().getDatabaseMajorVersion() > WITHOUT_TRANSACTION_TIMEOUT) {
            execute("set local transaction_timeout = 0");
        }
        execute("set local lock_timeout = '10s'");
        execute("set local bytea_output = 'hex'");
    }

    Connection connection() {
        return connection;
    }

    CopyManager copying() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The columns of the one row; empty strings for nulls. */
    List<String> row(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return List.of();
            }
            String[] texts = new String[row.getMetaData().getColumnCount()];
            for (int i = 0; i < texts.length; i++) {
                String text = row.getString(i + 1);
                texts[i] = text == null ? "" : text;
            }
            return List.of(texts);
        }
    }

    /** Whatever was not committed did not happen. */
    @Override
    public void close() throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
        }
    }
}
