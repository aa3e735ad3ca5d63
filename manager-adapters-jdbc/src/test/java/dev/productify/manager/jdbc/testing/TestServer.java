package dev.productify.manager.jdbc.testing;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgresForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server that holds the databases of this JVM's tests: our own, or a given one. */
final class TestServer {
    /** Taken by everybody who changes roles or databases, as several JVMs may share a given server. */
    private static final long CHANGES = 0x70667974657374L;

    private final DatabaseAddress maintenance;
    private final String ownerPassword;
    private final String runtimePassword;
    private final Runnable end;

    private TestServer(DatabaseAddress maintenance, String ownerPassword, String runtimePassword, Runnable end) {
        this.maintenance = maintenance;
        this.ownerPassword = ownerPassword;
        this.runtimePassword = runtimePassword;
        this.end = end;
    }

    static TestServer embedded() {
        try {
            Path home = EmbeddedPostgresForTests.clusters()
                    .resolve(ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
            EmbeddedPostgres server = EmbeddedPostgresForTests.startFast(home);
            return new TestServer(
                    server.superuser(),
                    server.owner().password(),
                    server.runtime().password(),
                    () -> {
                        server.close();
                        remove(home);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server for which the URL names a role that may create roles and databases, with its password. */
    static TestServer given(String url) {
        String[] halves = url.split("\\?", 2);
        Map<String, String> parameters = parameters(halves.length == 2 ? halves[1] : "");
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        if (user == null || password == null) {
            throw new IllegalStateException("PFY_TEST_DATABASE_URL needs the parameters user and password");
        }
        List<String> others = new ArrayList<>();
        parameters.forEach((name, value) -> others.add(name + "=" + value));
        String plain = halves[0] + (others.isEmpty() ? "" : "?" + String.join("&", others));
        DatabaseAddress maintenance = new DatabaseAddress(plain, decode(user), decode(password));
        // all JVMs that share the server must mean the same passwords
        TestServer server = new TestServer(maintenance, digest("owner " + url), digest("runtime " + url), () -> {});
        server.change(connection -> {
            EmbeddedPostgresForTests.ensureRole(connection, server.owner("postgres"));
            EmbeddedPostgresForTests.ensureRole(connection, server.runtime("postgres"));
            if (!isSuperuser(connection)) {
                execute(connection, "grant manager_owner, manager to current_user");
            }
        });
        return server;
    }

    /** Makes a database with the two roles' rights set. */
    TestDatabase create(String database, String template) {
        change(connection -> {
            EmbeddedPostgresForTests.ensureDatabase(connection, database, template);
            execute(
                    connection,
                    "alter database " + database + " set timezone to '" + EmbeddedPostgresForTests.TIME_ZONE + "'");
        });
        TestDatabase made = new TestDatabase(database, owner(database), runtime(database), () -> drop(database));
        try (Connection connection = EmbeddedPostgresForTests.connect(made.owner())) {
            EmbeddedPostgresForTests.ensureSchema(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("No schema in the test database " + database, e);
        }
        return made;
    }

    void drop(String database) {
        change(connection -> execute(connection, "drop database if exists " + database + " with (force)"));
    }

    void end() {
        end.run();
    }

    private DatabaseAddress owner(String database) {
        return new DatabaseAddress(urlOf(database), "manager_owner", ownerPassword);
    }

    private DatabaseAddress runtime(String database) {
        return new DatabaseAddress(urlOf(database), "manager", runtimePassword);
    }

    private String urlOf(String database) {
        String url = maintenance.jdbcUrl();
        int parameters = url.indexOf('?');
        String place = parameters < 0 ? url : url.substring(0, parameters);
        return place.substring(0, place.lastIndexOf('/') + 1) + database + url.substring(place.length());
    }

    private interface Change {
        void in(Connection connection) throws SQLException;
    }

    private void change(Change change) {
        try (Connection connection = EmbeddedPostgresForTests.connect(maintenance)) {
            execute(connection, "select pg_advisory_lock(" + CHANGES + ")"); // until the connection ends
            change.in(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refuses: " + e.getMessage(), e);
        }
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var found = statement.executeQuery("show is_superuser")) {
            return found.next() && found.getString(1).equals("on");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void remove(Path home) {
        try {
            EmbeddedPostgresForTests.remove(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
