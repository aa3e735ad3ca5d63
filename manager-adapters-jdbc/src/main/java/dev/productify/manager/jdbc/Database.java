package dev.productify.manager.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import dev.productify.manager.jdbc.audit.AuditVerifier;
import dev.productify.manager.jdbc.changes.ChangeListener;
import dev.productify.manager.jdbc.changes.Hearing;
import dev.productify.manager.jdbc.schema.DatabaseRefusedException;
import dev.productify.manager.jdbc.schema.Schema;
import dev.productify.manager.jdbc.tx.JdbcTransactions;
import dev.productify.manager.ports.changes.ChangeFeed;
import dev.productify.manager.ports.tx.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** An open database: its schema is up to date, and there is a pool of connections for requests. */
public final class Database implements AutoCloseable {
    private static final int POOL_WAIT_MILLIS = 2_000;
    private static final int FEWEST_CONNECTIONS = 2;
    /** Statement 10 s, lock 3 s, idle in a transaction 15 s: no request hangs for longer, whatever happens. */
    private static final String TIME_OUTS =
            "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s";

    /**
     * Each statement is planned once for a connection and not for each value: to plan one whose tables stand behind
     * row-level security takes PostgreSQL twenty times as long as to execute it ({@code docs/adr/0004}).
     */
    private static final String PLANS = " -c plan_cache_mode=force_generic_plan";

    private final DatabaseAddress login;
    private final HikariDataSource pool;
    private final Hearing hearing = new Hearing(System::nanoTime, InstantSource.system());
    private final ChangeFeed changes = new ChangeFeed(hearing);
    private final Transactions transactions;
    private Optional<ChangeListener> listener = Optional.empty();

    private Database(DatabaseAddress login, HikariDataSource pool) {
        this.login = login;
        this.pool = pool;
        this.transactions = new JdbcTransactions(pool, changes);
    }

    /**
     * Opens a database.
     *
     * @param login under which requests run
     * @param migrations the login that owns the schema; without it the first one does, and requests take a lesser role
     * @param poolSize most connections for requests
     * @param meters told what the pool does, where somebody wants to know
     * @throws DatabaseRefusedException when the database cannot be reached or used; the message says what to do
     */
    public static Database open(
            DatabaseAddress login,
            Optional<DatabaseAddress> migrations,
            int poolSize,
            Optional<MetricsTrackerFactory> meters) {
        Optional<String> role = Schema.prepare(login, migrations);
        return new Database(login, pool(login, role, poolSize, meters));
    }

    private static HikariDataSource pool(
            DatabaseAddress login, Optional<String> role, int size, Optional<MetricsTrackerFactory> meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("manager");
        config.setJdbcUrl(login.jdbcUrl());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(size);
        // Each login costs both sides thousands of hashes: a start makes a few, and load makes the others.
        config.setMinimumIdle(Math.min(size, FEWEST_CONNECTIONS));
        config.setConnectionTimeout(POOL_WAIT_MILLIS);
        config.setValidationTimeout(POOL_WAIT_MILLIS / 2);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("currentSchema", Schema.name());
        config.addDataSourceProperty("ApplicationName", "manager");
        config.addDataSourceProperty("options", TIME_OUTS + PLANS);
        config.addDataSourceProperty("reWriteBatchedInserts", "false");
        // A dead database must not hold a request for longer than its statement may take.
        config.addDataSourceProperty("socketTimeout", "20");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        role.ifPresent(name -> config.setConnectionInitSql(Schema.takeRole(name)));
        meters.ifPresent(config::setMetricsTrackerFactory);
        return new HikariDataSource(config);
    }

    public Transactions transactions() {
        return transactions;
    }

    /**
     * Begins to hear what others change, on one more connection: the transactions' changes become audible soon after.
     * Nothing waits for it. Without it nothing is ever answered from memory, which is right for what lives briefly.
     */
    public synchronized void listen() {
        if (listener.isEmpty() && !pool.isClosed()) {
            listener = Optional.of(ChangeListener.start(login, pool, changes, hearing));
        }
    }

    /**
     * Checks the seals of the audit log.
     *
     * @param expected heads that somebody kept
     */
    public AuditVerifier.Report verifyAudit(List<AuditVerifier.Head> expected) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return AuditVerifier.verify(connection, expected);
        }
    }

    /** Why requests cannot be answered now; empty when they can. */
    public Optional<String> trouble() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2) ? Optional.empty() : Optional.of("The database does not answer");
        } catch (SQLException e) {
            return Optional.of("The database does not answer");
        }
    }

    @Override
    public synchronized void close() {
        listener.ifPresent(ChangeListener::close);
        pool.close();
    }
}
