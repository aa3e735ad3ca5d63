package dev.productify.manager.jdbc.schema;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Which migrations a schema went through, in their order. Migrations are only ever added at the end, so of two versions that
 * belong to one product, the older one is the beginning of the newer one.
 */
public record SchemaVersion(List<Migration> migrations) {
    private static final String IS_THERE = "select to_regclass('" + Migrations.SCHEMA + ".flyway_schema_history')";
    private static final String HISTORY = "select version, checksum, success from " + Migrations.SCHEMA
            + ".flyway_schema_history where version is not null order by installed_rank";

    /** Of a database that no Manager ever used. */
    public static final SchemaVersion NONE = new SchemaVersion(List.of());

    public SchemaVersion {
        migrations = List.copyOf(migrations);
    }

    /**
     * One migration.
     *
     * @param version as its file and the history say it, as in {@code 0029}
     * @param checksum tells apart two migrations of one version
     */
    public record Migration(String version, int checksum) {
        public Migration {
            requireNonNull(version, "version");
        }
    }

    /** That of this server. */
    public static SchemaVersion known() {
        return new SchemaVersion(KnownMigrations.own().migrations());
    }

    /**
     * That of a database, as the owner of the schema reads it.
     *
     * @throws DatabaseRefusedException when a migration was left halfway
     */
    public static SchemaVersion of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isThere(statement)) {
                return NONE;
            }
            List<Migration> migrations = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(HISTORY)) {
                while (row.next()) {
                    if (!row.getBoolean("success")) {
                        throw new DatabaseRefusedException("The migration " + row.getString("version")
                                + " of the database failed; start a node, which says why.");
                    }
                    migrations.add(new Migration(row.getString("version"), row.getInt("checksum")));
                }
            }
            return new SchemaVersion(migrations);
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(IS_THERE)) {
            return row.next() && row.getString(1) != null;
        }
    }

    /** Whether this version leads to that one by further migrations, or is that one. */
    public boolean leadsTo(SchemaVersion later) {
        int count = migrations.size();
        return count <= later.migrations.size()
                && later.migrations.subList(0, count).equals(migrations);
    }

    public boolean isNone() {
        return migrations.isEmpty();
    }

    /** The version of the last migration; {@code none} without any. */
    public String latest() {
        return isNone() ? "none" : migrations.get(migrations.size() - 1).version();
    }
}
