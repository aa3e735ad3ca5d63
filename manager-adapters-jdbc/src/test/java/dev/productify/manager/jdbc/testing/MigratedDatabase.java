package dev.productify.manager.jdbc.testing;

import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.ports.tx.Transactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A database with the schema in place, open as a node has it open; of its own for each test class. */
public final class MigratedDatabase implements AutoCloseable {
    private static final String TEMPLATE = "migrated";

    private final TestDatabase database;
    private final Database open;

    private MigratedDatabase(TestDatabase database) {
        this.database = database;
        this.open = Database.open(database.runtime(), Optional.of(database.owner()), 4, Optional.empty());
    }

    public static MigratedDatabase create() {
        return new MigratedDatabase(createUnopened());
    }

    /** One that nobody has open. */
    public static TestDatabase createUnopened() {
        PostgresForTests.template(TEMPLATE, MigratedDatabase::migrate);
        return PostgresForTests.create(TEMPLATE);
    }

    private static void migrate(TestDatabase empty) {
        // Opening brings the schema up to date.
        Database.open(empty.runtime(), Optional.of(empty.owner()), 1, Optional.empty())
                .close();
    }

    public Transactions transactions() {
        return open.transactions();
    }

    public Database open() {
        return open;
    }

    public DatabaseAddress owner() {
        return database.owner();
    }

    public DatabaseAddress runtime() {
        return database.runtime();
    }

    /** A connection under the role of requests, outside of all transactions of the product. */
    public Connection connectAsRuntime() throws SQLException {
        return connect(database.runtime());
    }

    /** As {@link #connectAsRuntime}, and statements may hold parameters that have no values, for {@code explain}. */
    public Connection connectAsRuntimeSimply() throws SQLException {
        DatabaseAddress runtime = database.runtime();
        String separator = runtime.jdbcUrl().contains("?") ? "&" : "?";
        return connect(new DatabaseAddress(
                runtime.jdbcUrl() + separator + "preferQueryMode=simple", runtime.user(), runtime.password()));
    }

    /** A connection as the owner of the schema. */
    public Connection connectAsOwner() throws SQLException {
        return connect(database.owner());
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        connection.setSchema("manager");
        return connection;
    }

    @Override
    public void close() {
        open.close();
        database.close();
    }
}
