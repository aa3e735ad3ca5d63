package dev.productify.manager.jdbc.changes;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.ports.changes.Change;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A connection of its own that listens. Every method but {@link #abort} is for one thread. */
final class ListeningSession implements AutoCloseable {
    /** As the trigger function names it. */
    private static final String CHANNEL = "manager_changes";

    /** What a session says to itself by another connection; it is no change. */
    private static final String HELLO = "hello:";

    private static final int LOGIN_SECONDS = 5;

    private final Connection connection;
    private final PGConnection postgres;

    private ListeningSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
    }

    /**
     * Logs in and listens from then on. The role stays the login's: to listen takes no right, and nothing is read.
     *
     * @param silenceMillis how long an answer may take
     */
    static ListeningSession open(DatabaseAddress login, int silenceMillis) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", "manager-changes");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", String.valueOf(LOGIN_SECONDS));
        properties.setProperty("socketTimeout", String.valueOf(LOGIN_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("preferQueryMode", "simple");
        Connection connection = DriverManager.getConnection(login.jdbcUrl(), properties);
        try {
            ListeningSession session = new ListeningSession(connection);
            session.run("listen " + CHANNEL);
            // In place of the login's, and of one that the URL may name.
            connection.setNetworkTimeout(Runnable::run, silenceMillis);
            return session;
        } catch (SQLException | RuntimeException failure) {
            connection.abort(Runnable::run);
            throw failure;
        }
    }

    /**
     * Whether this session hears what another connection says while it asks nothing itself. Behind a pooler that lends
     * connections for single transactions it does not, though every statement succeeds.
     */
    boolean hears(DataSource others, long mostMillis) throws SQLException {
        String hello = HELLO + UUID.randomUUID();
        try (Connection other = others.getConnection();
                PreparedStatement statement = other.prepareStatement("select pg_notify(?, ?)")) {
            statement.setString(1, CHANNEL);
            statement.setString(2, hello);
            statement.execute();
        }
        long deadline = System.nanoTime() + mostMillis * 1_000_000;
        for (long left = mostMillis; left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            if (texts(left).contains(hello)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Asks for an answer. PostgreSQL sends what a session listens for before it is ready for the next command, so the
     * result holds all that was committed before this was called and not received yet.
     */
    List<Change> heartbeat() throws SQLException {
        run("select 1");
        return changes(texts(0));
    }

    /**
     * What comes by itself; returns as soon as there is something.
     *
     * @param mostMillis to wait, at least 1
     */
    List<Change> receive(long mostMillis) throws SQLException {
        return changes(texts(mostMillis));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Change> changes(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.startsWith(HELLO))
                .map(Change::parse)
                .toList();
    }

    /** @param mostMillis 0: only what is there already */
    private List<String> texts(long mostMillis) throws SQLException {
        PGNotification[] received =
                mostMillis == 0 ? postgres.getNotifications() : postgres.getNotifications((int) mostMillis);
        List<String> texts = new ArrayList<>();
        if (received != null) {
            for (PGNotification notification : received) {
                texts.add(notification.getParameter());
            }
        }
        return texts;
    }

    /** Ends whatever waits, from any thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // that is what was wanted
        }
    }

    /** Without a word to the server, which may not be there to take it. */
    @Override
    public void close() {
        abort();
    }
}
