package dev.productify.manager.jdbc.embedded;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/**
 * The roles and the database, brought into the promised state from whatever state they are in.
 *
 * <p>The owner makes the schema, the runtime role works in it. Neither can reach beyond its database.
 */
final class Roles {
    static final String SUPERUSER = "postgres";
    static final String OWNER = "manager_owner";
    static final String RUNTIME = "manager";

    /**
     * Rounds of hashing make it dear to guess a password that a person chose. {@link Passwords} are 256 random bits,
     * which nobody guesses, and PostgreSQL's 4,096 rounds would be done by a cold JVM at each login of a start.
     */
    static final int SCRAM_ROUNDS = 1;

    private static final Pattern VERIFIER = Pattern.compile("SCRAM-SHA-256\\$\\d+:([^$]+)\\$.*");

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

    /** A role that may log in, with that password, and nothing else. */
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
        ensurePassword(connection, role, password);
    }

    /**
     * Sets the password unless it is set already. It is hashed on this side, so it is never in a statement, and in no
     * log; a kept one is only compared.
     */
    static void ensurePassword(Connection connection, String role, String password) throws SQLException {
        Optional<String> kept = verifier(connection, role);
        if (kept.isEmpty() || !kept.get().equals(verifierLike(kept.get(), password))) {
            String verifier = PasswordUtil.encodeScramSha256(password.toCharArray(), SCRAM_ROUNDS, salt());
            execute(connection, "alter role " + role + " password '" + verifier + "'");
        }
    }

    private static Optional<String> verifier(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select rolpassword from pg_authid where rolname = ?")) {
            statement.setString(1, role);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** What the kept verifier would be, were the password ours and the rounds those of today. */
    private static String verifierLike(String kept, String password) {
        Matcher parts = VERIFIER.matcher(kept);
        return parts.matches()
                ? PasswordUtil.encodeScramSha256(
                        password.toCharArray(),
                        SCRAM_ROUNDS,
                        Base64.getDecoder().decode(parts.group(1)))
                : "";
    }

    private static byte[] salt() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return salt;
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
