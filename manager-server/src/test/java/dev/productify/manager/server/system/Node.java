package dev.productify.manager.server.system;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.server.Manager;
import dev.productify.manager.server.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A node in this JVM, on free ports. */
final class Node implements AutoCloseable {
    private final Path data;
    private final Manager manager;

    private Node(Path data, Manager manager) {
        this.data = data;
        this.manager = manager;
    }

    /** With the embedded database, unless the variables say something else. */
    static Node start(Path data, Map<String, String> variables) {
        Manager manager = new Manager(configuration(data, variables));
        manager.start();
        return new Node(data, manager);
    }

    static Configuration configuration(Path data, Map<String, String> more) {
        Map<String, String> variables =
                new HashMap<>(Map.of("PFY_SERVER_PORT", "0", "PFY_METRICS_PORT", "0", "PFY_DATA_DIR", data.toString()));
        variables.putAll(more);
        return Configuration.read(Optional.empty(), variables);
    }

    /** The variables for a database with two logins. */
    static Map<String, String> variables(TestDatabase database) {
        Map<String, String> variables = new HashMap<>(variables(database.runtime()));
        variables.put("PFY_DATABASE_MIGRATION_USER", database.owner().user());
        variables.put("PFY_DATABASE_MIGRATION_PASSWORD", database.owner().password());
        return variables;
    }

    /** The variables for a single login. */
    static Map<String, String> variables(DatabaseAddress login) {
        return Map.of(
                "PFY_DATABASE_URL", login.jdbcUrl(),
                "PFY_DATABASE_USER", login.user(),
                "PFY_DATABASE_PASSWORD", login.password());
    }

    Manager manager() {
        return manager;
    }

    /** With the token that lies in the data folder. */
    Client admin() throws IOException {
        return as(adminToken(data));
    }

    Client as(String token) {
        return new Client(manager.uri(), token);
    }

    static String adminToken(Path data) throws IOException {
        return Files.readString(data.resolve("admin-token")).strip();
    }

    /** The owner of the embedded database that runs in a data folder. */
    static OwnerSql ownerSql(Path data) throws Exception {
        return new OwnerSql(
                EmbeddedPostgres.running(data.resolve("postgres")).orElseThrow().owner());
    }

    @Override
    public void close() {
        manager.close();
    }
}
