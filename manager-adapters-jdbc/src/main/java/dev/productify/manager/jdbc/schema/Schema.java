package dev.productify.manager.jdbc.schema;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.SQLException;
import java.util.Optional;

/** Makes a database fit for requests: looks at the roles, then brings the schema up to date. */
public final class Schema {
    private Schema() {}

    /**
     * @param login under which requests run
     * @param migrations the login that owns the schema, where there are two
     * @return the role that connections of requests must take by {@code set role}; empty where there are two logins
     * @throws DatabaseRefusedException when the database cannot be used; the message says what to do
     */
    public static Optional<String> prepare(DatabaseAddress login, Optional<DatabaseAddress> migrations) {
        return prepare(login, migrations, Migrations::run);
    }

    /**
     * As {@link #prepare}, but brings the schema to an older version than this server's.
     *
     * @param version of the last migration to be done
     * @throws DatabaseRefusedException when the database cannot be used; the message says what to do
     */
    public static void prepareTo(DatabaseAddress login, Optional<DatabaseAddress> migrations, String version) {
        prepare(login, migrations, (owner, runtime) -> Migrations.runTo(owner, runtime, version));
    }

    @FunctionalInterface
    private interface Migrating {
        void run(DatabaseAddress owner, String runtime) throws SQLException;
    }

    private static Optional<String> prepare(
            DatabaseAddress login, Optional<DatabaseAddress> migrations, Migrating migrating) {
        try {
            Roles.requireOrdinary(login);
            if (migrations.isPresent()) {
                Roles.requireOrdinary(migrations.get());
                migrating.run(migrations.get(), login.user());
                return Optional.empty();
            }
            String runtime = Roles.runtimeOf(login);
            migrating.run(login, runtime);
            return Optional.of(runtime);
        } catch (SQLException e) {
            throw new DatabaseRefusedException("The database " + login + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Which schema the tables are in; connections look there first. */
    public static String name() {
        return Migrations.SCHEMA;
    }

    /** As an identifier of SQL. */
    public static String quoted(String identifier) {
        return Roles.quoted(identifier);
    }

    /** The statement by which a connection takes the role. */
    public static String takeRole(String role) {
        return "set role " + quoted(role);
    }
}
