package dev.productify.manager.server.database;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgres;
import dev.productify.manager.jdbc.embedded.EmbeddedPostgresException;
import dev.productify.manager.server.StartFailure;
import dev.productify.manager.server.config.DatabaseSection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the database is and as whom it is reached, without anything being changed in it: for commands that need neither its
 * schema nor a pool of connections. Holds the embedded database if it had to be started.
 *
 * @param login under which requests run
 * @param migrations the login that owns the schema, where there are two
 */
public record Logins(DatabaseAddress login, Optional<DatabaseAddress> migrations, Optional<EmbeddedPostgres> started)
        implements AutoCloseable {
    public Logins {
        requireNonNull(login, "login");
        requireNonNull(migrations, "migrations");
        requireNonNull(started, "started");
    }

    /**
     * That of a running node, where one has the embedded database open on the data folder.
     *
     * @return empty when there is no embedded database in the data folder
     * @throws StartFailure with what to do
     */
    public static Optional<Logins> join(DatabaseSection section, Path data) {
        if (!section.embedded()) {
            return Optional.of(given(section));
        }
        try {
            Path home = home(data);
            Optional<EmbeddedPostgres.Running> running = EmbeddedPostgres.running(home);
            if (running.isPresent()) {
                return Optional.of(new Logins(
                        running.get().runtime(), Optional.of(running.get().owner()), Optional.empty()));
            }
            return EmbeddedPostgres.isIn(home) ? Optional.of(start(section, data)) : Optional.empty();
        } catch (EmbeddedPostgresException refused) {
            throw new StartFailure(refused.getMessage(), refused);
        }
    }

    /**
     * For a command that wants no node beside it: the embedded database is made if need be, and started.
     *
     * @throws StartFailure with what to do, when a node runs on the data folder, too
     */
    public static Logins start(DatabaseSection section, Path data) {
        if (!section.embedded()) {
            return given(section);
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(home(data));
            return new Logins(postgres.runtime(), Optional.of(postgres.owner()), Optional.of(postgres));
        } catch (EmbeddedPostgresException refused) {
            throw new StartFailure(refused.getMessage(), refused);
        }
    }

    /** Whether there is a database, or a place for one outside; else {@link #start} makes it. */
    public static boolean isThere(DatabaseSection section, Path data) {
        return !section.embedded() || EmbeddedPostgres.isIn(home(data));
    }

    static Path home(Path data) {
        return data.resolve("postgres");
    }

    static Logins given(DatabaseSection section) {
        String url = section.url().orElseThrow();
        DatabaseAddress login = new DatabaseAddress(
                url, section.user().orElse(""), section.password().orElse(""));
        Optional<DatabaseAddress> migrations = section.migrationUser()
                .map(user -> new DatabaseAddress(
                        url, user, section.migrationPassword().orElse("")));
        return new Logins(login, migrations, Optional.empty());
    }

    /** Who owns the schema. */
    public DatabaseAddress owner() {
        return migrations.orElse(login);
    }

    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }
}
