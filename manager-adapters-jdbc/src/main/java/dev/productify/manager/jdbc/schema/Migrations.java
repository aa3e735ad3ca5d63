package dev.productify.manager.jdbc.schema;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to the version of this server. Nodes of other versions may be at work on it, as far as {@link
 * NewerMigration} says; several nodes that start at once do it one after the other, since Flyway holds a lock in the database
 * meanwhile.
 *
 * <p>The schema's comment names the migrations that it went through. A start that finds its own there asks no further:
 * loading Flyway takes a cold JVM longer than any other part of a start.
 */
final class Migrations {
    static final String SCHEMA = "manager";

    private static final String COMMENT = "select obj_description(to_regnamespace('" + SCHEMA + "'), 'pg_namespace')";
    private static final String APPLIED =
            "select count(*) from " + SCHEMA + ".flyway_schema_history where version is not null and success";

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /**
     * @param owner owns the schema
     * @param runtime the role that requests run under; the migrations grant it what it may do
     * @throws DatabaseRefusedException when the schema is newer than this server can work with, or a migration fails
     */
    static void run(DatabaseAddress owner, String runtime) throws SQLException {
        run(owner, runtime, KnownMigrations.own());
    }

    /** The same with the migrations of another server. */
    static void run(DatabaseAddress owner, String runtime, KnownMigrations known) throws SQLException {
        String wanted = known.fingerprint(runtime);
        if (isDone(owner, wanted, known)) {
            return;
        }
        if (migrate(owner, runtime, known, MigrationVersion.LATEST)) {
            remember(owner, wanted);
        }
    }

    /**
     * As {@link #run}, up to that version and no further. A server that finds the schema there goes on from it.
     *
     * @throws DatabaseRefusedException when the schema is newer than this server can work with, or a migration fails
     */
    static void runTo(DatabaseAddress owner, String runtime, String version) {
        migrate(owner, runtime, KnownMigrations.own(), MigrationVersion.fromVersion(version));
    }

    /** @return whether the schema is now what this server makes, and not something newer */
    private static boolean migrate(
            DatabaseAddress owner, String runtime, KnownMigrations known, MigrationVersion target) {
        Flyway flyway = Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .schemas(SCHEMA)
                .createSchemas(true)
                .locations(known.locations())
                .placeholders(Map.of("runtime", runtime.replace("\"", "\"\"")))
                .failOnMissingLocations(true)
                .target(target)
                .load();
        List<NewerMigration> newer = newer(flyway, known);
        try {
            flyway.migrate();
            return newer.isEmpty();
        } catch (FlywayException e) {
            throw new DatabaseRefusedException("The schema could not be brought up to date: " + firstLine(e), e);
        }
    }

    /** Whether the last server that migrated had these very migrations, and nothing came after it. */
    private static boolean isDone(DatabaseAddress owner, String fingerprint, KnownMigrations known)
            throws SQLException {
        try (Connection connection = Roles.connect(owner);
                Statement statement = connection.createStatement()) {
            return fingerprint.equals(text(statement, COMMENT))
                    && String.valueOf(known.count()).equals(text(statement, APPLIED));
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void remember(DatabaseAddress owner, String fingerprint) throws SQLException {
        try (Connection connection = Roles.connect(owner);
                Statement statement = connection.createStatement()) {
            statement.execute("comment on schema " + SCHEMA + " is '" + fingerprint + "'");
        }
    }

    /**
     * The migrations of newer servers that this one can work with.
     *
     * @throws DatabaseRefusedException when there is one that it cannot work with
     */
    private static List<NewerMigration> newer(Flyway flyway, KnownMigrations known) {
        List<NewerMigration> newer = Arrays.stream(flyway.info().applied())
                .filter(migration -> !migration.getState().isResolved() && migration.getVersion() != null)
                .map(migration -> new NewerMigration(migration.getVersion(), migration.getDescription()))
                .toList();
        for (NewerMigration migration : newer) {
            migration.objection(known.last()).ifPresent(objection -> {
                throw new DatabaseRefusedException(objection);
            });
        }
        if (!newer.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("known", known.last())
                    .addKeyValue("newest", newer.get(newer.size() - 1).version())
                    .log("the database was changed by a newer Manager, with which this one may go on working");
        }
        return newer;
    }

    private static String firstLine(FlywayException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
