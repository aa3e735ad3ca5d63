package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownMigrationsTest {
    @Test
    void theIndexListsEveryFileOfTheFolder() throws Exception {
        assertThat(KnownMigrations.own().names()).containsExactlyElementsOf(filesOfFolder());
    }

    @Test
    void anotherRuntimeRoleIsAnotherFingerprint() {
        KnownMigrations own = KnownMigrations.own();
        assertThat(own.fingerprint("one"))
                .isEqualTo(KnownMigrations.own().fingerprint("one"))
                .isNotEqualTo(own.fingerprint("other"));
    }

    /** Flyway would refuse the changed checksum; that nobody does shows that it was not asked. */
    @Test
    void aSchemaOfTheSameMigrationsIsLeftAlone() throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.create()) {
            String runtime = database.runtime().user();
            execute(database.owner(), "update manager.flyway_schema_history set checksum = 1 where version = '0001'");

            Migrations.run(database.owner(), runtime);

            execute(database.owner(), "comment on schema manager is 'migrations of another server'");
            assertThatThrownBy(() -> Migrations.run(database.owner(), runtime))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("could not be brought up to date");
        }
    }

    @Test
    void theVersionOfAMigratedSchemaIsTheKnownOneAndOlderOnesLeadToIt() throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.create();
                Connection connection = database.connectAsOwner()) {
            SchemaVersion version = SchemaVersion.of(connection);

            assertThat(version).isEqualTo(SchemaVersion.known());
            assertThat(version.latest())
                    .isEqualTo(version.migrations()
                            .get(version.migrations().size() - 1)
                            .version());
            SchemaVersion older = new SchemaVersion(version.migrations().subList(0, 3));
            assertThat(older.leadsTo(version)).isTrue();
            assertThat(version.leadsTo(version)).isTrue();
            assertThat(version.leadsTo(older)).isFalse();
            assertThat(SchemaVersion.NONE.leadsTo(older)).isTrue();
            SchemaVersion other = new SchemaVersion(version.migrations().subList(1, 3));
            assertThat(other.leadsTo(version)).isFalse();
        }
    }

    @Test
    void aMigrationMoreThanThoseIsNoticed() throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.create()) {
            execute(
                    database.owner(),
                    "insert into manager.flyway_schema_history values"
                            + " (9999, '9999', 'later', 'SQL', 'later', 1, current_user, now(), 1, true)");

            assertThatThrownBy(() ->
                            Migrations.run(database.owner(), database.runtime().user()))
                    .isInstanceOf(DatabaseRefusedException.class)
                    .hasMessageContaining("9999");
        }
    }

    private static List<String> filesOfFolder() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(KnownMigrations.class.getResource("/db/migration/index").toURI())
                .getParent();
    }

    private static void execute(DatabaseAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
