package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The roles and the database, brought into the promised state from whatever state they are in.
 *
 * <p>The owner makes the schema, the runtime role works in it. Neither can reach beyond its database.
 */
final class Roles {
    static final String SUPERUSER = "postgres";
    static final String OWNER = "manager_owner";
    static final String RUNTIME = "manager";

    private Roles() {}

    static Connection connect(DatabaseAddress address) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.jdbcUrl());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setConnectTimeout(10);
        source.setLoginTimeout(10);
        source.setSocketTimeout(60);
        return source.getConnection();
    }

    /**
     * A role that may log in and nothing else. Its password is hashed on this side, so it is never in a statement, and
     * in no log.
     */
    static void ensureRole(Connection connection, String role, String password) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role + " login");
        }
        String harmless = """
                select 1
                  from pg_roles
                 where rolname = ?
                   and rolcanlogin
                   and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                """;
        if (!exists(connection, harmless, role)) {
            execute(
                    connection,
                    "alter role " + role + " login nosuperuser nobypassrls nocreaterole nocreatedb noreplication");
        }
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    /** The database of the owner, in which only the two roles may connect. */
    static void ensureDatabase(Connection connection, String database, String template) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
            execute(connection, "create database " + database + " template " + template + " owner " + OWNER);
        }
        execute(connection, "alter database " + database + " owner to " + OWNER);
        execute(connection, "revoke all on database " + database + " from public");
        execute(connection, "grant connect on database " + database + " to " + OWNER + ", " + RUNTIME);
    }

    /** The schema of the owner; to be called in the database in question, as its owner or as superuser. */
    static void ensureSchema(Connection connection) throws SQLException {
        execute(connection, "alter schema public owner to " + OWNER);
        execute(connection, "revoke all on schema public from public");
        execute(connection, "grant usage on schema public to " + RUNTIME);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
