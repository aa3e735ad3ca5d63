package dev.productify.manager.jdbc.schema;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The roles that the Manager works under. Row-level security holds neither for superusers nor for roles that bypass it,
 * so it refuses both; and requests run under a role that owns nothing.
 */
final class Roles {
    private static final String SUFFIX = "_runtime";

    private Roles() {}

    /** @throws DatabaseRefusedException when row-level security would not hold for the login */
    static void requireOrdinary(DatabaseAddress login) throws SQLException {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user")) {
            row.next();
            String name = row.getString(1);
            if (row.getBoolean(2) || row.getBoolean(3)) {
                throw new DatabaseRefusedException(("The database role \"%s\" is a superuser or bypasses row-level"
                                + " security, so tenants would not be kept apart. As an administrator of the database"
                                + " run: create role manager login password '…'; alter database %s owner to manager;"
                                + " then set database.user and database.password to that role.")
                        .formatted(name, quoted(connection.getCatalog())));
            }
        }
    }

    /**
     * The role that requests run under where there is one login only: it is made when it is missing and the login may
     * make roles.
     *
     * @throws DatabaseRefusedException when it is missing and the login may not make it
     */
    static String runtimeOf(DatabaseAddress login) throws SQLException {
        String role = login.user() + SUFFIX;
        try (Connection connection = connect(login)) {
            if (!mayTake(connection, role)) {
                make(connection, role, login.user());
            }
            return role;
        }
    }

    /** Whether the login may take the role by {@code set role}; from PostgreSQL 16 on a member may lack that right. */
    private static boolean mayTake(Connection connection, String role) throws SQLException {
        String right = connection.getMetaData().getDatabaseMajorVersion() >= 16 ? "set" : "member";
        return isTrue(
                connection,
                "select exists (select from pg_roles where rolname = ? and pg_has_role(current_user, oid, '" + right
                        + "'))",
                role);
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        return isTrue(connection, "select exists (select from pg_roles where rolname = ?)", role);
    }

    private static boolean isTrue(Connection connection, String question, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void make(Connection connection, String role, String login) throws SQLException {
        String creation = exists(connection, role) ? "" : "create role " + quoted(role) + " nologin; ";
        String commands = creation + "grant " + quoted(role) + " to " + quoted(login);
        try (Statement statement = connection.createStatement()) {
            statement.execute(commands);
        } catch (SQLException e) {
            throw new DatabaseRefusedException(
                    "Requests need a database role that owns nothing, and the login \"" + login
                            + "\" may not make one. As an administrator of the database run: " + commands
                            + "; or give two logins: database.user for requests and database.migration_user, which owns"
                            + " the schema.",
                    e);
        }
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
