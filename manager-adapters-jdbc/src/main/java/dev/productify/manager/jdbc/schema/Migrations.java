package dev.productify.manager.jdbc.schema;

import dev.productify.manager.jdbc.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings the schema to the version of this server. Migrations only ever add; several nodes that start at once do it one
 * after the other, since Flyway holds a lock in the database meanwhile.
 *
 * <p>The schema's comment names the migrations that it went through. A start that finds its own there asks no further:
 * loading Flyway takes a cold JVM longer than any other part of a start.
 */
final class Migrations {
    static final String SCHEMA = "manager";

    private static final String COMMENT = "select obj_description(to_regnamespace('" + SCHEMA + "'), 'pg_namespace')";
    private static final String APPLIED =
            "select count(*) from " + SCHEMA + ".flyway_schema_history where version is not null and success";

    private Migrations() {}

    /**
     * @param owner owns the schema
     * @param runtime the role that requests run under; the migrations grant it what it may do
     * @throws DatabaseRefusedException when the schema is newer than this server, or a migration fails
     */
    static void run(DatabaseAddress owner, String runtime) throws SQLException {
        String wanted = KnownMigrations.fingerprint(runtime);
        if (isDone(owner, wanted)) {
            return;
        }
        migrate(owner, runtime, MigrationVersion.LATEST);
        remember(owner, wanted);
    }

    /**
     * As {@link #run}, up to that version and no further. A server that finds the schema there goes on from it.
     *
     * @throws DatabaseRefusedException when the schema is newer than this server, or a migration fails
     */
    static void runTo(DatabaseAddress owner, String runtime, String version) {
        migrate(owner, runtime, MigrationVersion.fromVersion(version));
    }

    private static void migrate(DatabaseAddress owner, String runtime, MigrationVersion target) {
        Flyway flyway = Flyway.configure()
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .schemas(SCHEMA)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .placeholders(Map.of("runtime", runtime.replace("\"", "\"\"")))
                .failOnMissingLocations(true)
                .target(target)
                .load();
        requireNotNewer(flyway);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new DatabaseRefusedException("The schema could not be brought up to date: " + firstLine(e), e);
        }
    }

    /** Whether the last server that migrated had these very migrations, and nothing came after it. */
    private static boolean isDone(DatabaseAddress owner, String fingerprint) throws SQLException {
        try (Connection connection = Roles.connect(owner);
                Statement statement = connection.createStatement()) {
            return fingerprint.equals(text(statement, COMMENT))
                    && String.valueOf(KnownMigrations.count()).equals(text(statement, APPLIED));
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

    private static void requireNotNewer(Flyway flyway) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState().isResolved() || migration.getVersion() == null) {
                continue;
            }
            throw new DatabaseRefusedException("The database has migration " + migration.getVersion() + " ("
                    + migration.getDescription() + "), which this server does not know. It was used by a newer Manager;"
                    + " start that version or a newer one.");
        }
    }

    private static String firstLine(FlywayException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
