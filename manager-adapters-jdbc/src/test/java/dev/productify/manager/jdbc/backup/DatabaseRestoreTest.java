package dev.productify.manager.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.jdbc.Database;
import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.audit.AuditVerifier;
import dev.productify.manager.jdbc.schema.Schema;
import dev.productify.manager.jdbc.schema.SchemaVersion;
import dev.productify.manager.jdbc.testing.FullInstallation;
import dev.productify.manager.jdbc.testing.Installations;
import dev.productify.manager.jdbc.testing.MigratedDatabase;
import dev.productify.manager.jdbc.testing.PostgresForTests;
import dev.productify.manager.jdbc.testing.TestDatabase;
import dev.productify.manager.ports.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From one database into another, with data of every feature. */
@Timeout(60)
class DatabaseRestoreTest {
    /** What the catalogue says of guards and triggers; a restoration must leave it as migrations made it. */
    private static final String GUARDS = """
            select c.relname || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity || ' '
                   || coalesce((select string_agg(t.tgname || t.tgenabled::text, ',' order by t.tgname)
                                  from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal), '')
              from pg_class c where c.relnamespace = 'manager'::regnamespace and c.relkind in ('r', 'p') order by 1
            """;

    @TempDir
    static Path folder;

    private static MigratedDatabase source;
    private static Path backup;
    private static Map<String, List<String>> backedUp;

    private TestDatabase target;

    @BeforeAll
    static void fill() throws Exception {
        source = MigratedDatabase.create();
        FullInstallation.on(source.transactions());
        hostileValues();
        backup = folder.resolve("full.backup");
        backUp(source.owner(), backup);
        backedUp = rows(source.owner());
    }

    /** Values that a format of lines and columns could stumble over, and bytes of all kinds. */
    private static void hostileValues() throws SQLException {
        List<String> statements = List.of(
                "update project set description = e'tab\\tline\\nreturn\\rback\\\\slash \\\\N \\\\. \\u2603 \\U0001F600 \"quoted\" \\x01'",
                "update tenant set description = e'\\\\.\\n'",
                "update application set description = ''",
                "update settings set pair_keys = array['', 'NULL', '{a,b}', e'\\\\', '\"'],"
                        + " pair_values = array['', null, e'\\t', e'\\n', 'x'], enabled_modules = '{}'"
                        + " where kind = 'frontend'",
                "update endpoint set auth_secret = (select decode(string_agg(lpad(to_hex(n), 2, '0'), ''), 'hex')"
                        + " from generate_series(0, 255) n)",
                "update machine_user set last_used_at = '0001-01-01 00:00:00.000001+00'",
                "update user_account set display_name = 'infinity', updated_at = 'infinity' where username = 'other'");
        for (String statement : statements) {
            assertThat(change(source.owner(), statement)).as(statement).isPositive();
        }
    }

    @AfterAll
    static void close() {
        source.close();
    }

    /** Most tests take one that was migrated already, which is quicker. */
    @BeforeEach
    void create() {
        target = MigratedDatabase.createUnopened();
    }

    private void createWithoutTables() {
        target.close();
        target = PostgresForTests.create(PostgresForTests.EMPTY);
    }

    @AfterEach
    void drop() {
        target.close();
    }

    @Test
    void everyRowOfEveryTableIsThereAsItWasAndTheDatabaseIsInUseLikeAnyOther() throws Exception {
        createWithoutTables();
        assertThat(backedUp)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());

        try (BackupFile file = BackupFile.open(backup)) {
            Map<String, Long> counted = new TreeMap<>();
            backedUp.forEach((table, rows) -> counted.put(table, (long) rows.size()));
            Map<String, Long> kept = new TreeMap<>();
            file.contents().forEach(content -> kept.put(content.table(), content.rows()));
            assertThat(kept).as("row-level security hides nothing").isEqualTo(counted);
            restore(file);
        }

        assertThat(rows(target.owner())).isEqualTo(backedUp);
        assertThat(texts(target.owner(), GUARDS)).isEqualTo(texts(source.owner(), GUARDS));
        assertThat(version(target.owner())).isEqualTo(SchemaVersion.known());
        try (Database open = Database.open(target.runtime(), Optional.of(target.owner()), 2, Optional.empty())) {
            AuditVerifier.Report report = open.verifyAudit(List.of());
            assertThat(report.findings()).isEmpty();
            assertThat(report.rows()).isPositive();
            Installations installation = new Installations(open.transactions());
            installation.useCases.projects().create(installation.admin, World.projectDraft("another"));
        }
        assertThat(texts(target.owner(), "select slug from project order by 1"))
                .containsExactly("another", "mine", "other");
    }

    /** Nobody waits for a backup, and what is written meanwhile is not in it, in no table. */
    @Test
    void itHoldsOneMomentThoughOthersGoOnWriting() throws Exception {
        Path during = folder.resolve("during.backup");
        try (FileChannel channel = BackupFileTest.created(during)) {
            int[] written = new int[1];
            Installations installation = new Installations(source.transactions());
            new DatabaseBackup("test", canary -> Optional.empty(), (table, rows, bytes, done) -> {
                        String slug = "written-" + ++written[0];
                        installation.useCases.projects().create(installation.admin, World.projectDraft(slug));
                    })
                    .write(source.owner(), channel);
            assertThat(written[0]).isGreaterThan(10);
        }
        assertThat(change(source.owner(), "delete from project where slug like 'written-%'"))
                .isGreaterThan(10);

        restore(during);

        assertThat(texts(target.owner(), "select count(*)::text from project where slug like 'written-%'"))
                .containsExactly("0");
        assertThat(texts(
                        target.owner(),
                        "select count(*)::text from audit_log where description like '%written-%'"
                                + " or changes::text like '%written-%'"))
                .containsExactly("0");
    }

    @Test
    void aDatabaseWithRowsIsRefusedAndLeftAlone() throws Exception {
        change(target.owner(), "insert into executor_node values (gen_random_uuid(), now())");
        Map<String, List<String>> before = rows(target.owner());

        assertRefused("is not empty: there are rows in executor_node.");

        assertThat(rows(target.owner())).isEqualTo(before);
    }

    @Test
    void aBackupOfAnOlderVersionIsLoadedThereAndBroughtUpToDate() throws Exception {
        Path old = folder.resolve("old.backup");
        try (TestDatabase older = PostgresForTests.create(PostgresForTests.EMPTY)) {
            Schema.prepareTo(older.runtime(), Optional.of(older.owner()), "0010");
            change(older.owner(), """
                    insert into user_account values
                    (gen_random_uuid(), 'old', 'old', 'old@example.com', null, false, true, now(), now(), 1)
                    """);
            backUp(older.owner(), old);
        }
        try (BackupFile file = BackupFile.open(old)) {
            assertThat(file.manifest().schema().latest()).isEqualTo("0010");
        }
        createWithoutTables();

        restore(old);

        assertThat(version(target.owner())).isEqualTo(SchemaVersion.known());
        assertThat(texts(target.owner(), "select username || coalesce(issuer, ' without issuer') from user_account"))
                .containsExactly("old without issuer");
    }

    @Test
    void aTargetWithTheTablesOfANewerVersionThanTheBackupIsRefused() throws Exception {
        SchemaVersion known = SchemaVersion.known();
        SchemaVersion older = new SchemaVersion(
                known.migrations().subList(0, known.migrations().size() - 1));
        try (BackupFile file = BackupFile.open(empty(older))) {
            DatabaseRestore restore = DatabaseRestore.of(file);

            assertThatThrownBy(() -> restore.requireEmpty(target.owner()))
                    .isInstanceOf(BackupRefusedException.class)
                    .hasMessageContaining("has the tables of version " + known.latest()
                            + ", and the backup is of version " + older.latest() + ".");
        }
    }

    @Test
    void aBackupOfANewerVersionOrOfAnotherHistoryIsRefused() throws Exception {
        List<SchemaVersion.Migration> newer =
                new ArrayList<>(SchemaVersion.known().migrations());
        newer.add(new SchemaVersion.Migration("9999", 1));
        List<SchemaVersion.Migration> changed =
                new ArrayList<>(SchemaVersion.known().migrations());
        changed.set(3, new SchemaVersion.Migration(changed.get(3).version(), 1));
        for (List<SchemaVersion.Migration> migrations : List.of(newer, changed, List.<SchemaVersion.Migration>of())) {
            SchemaVersion version = new SchemaVersion(migrations);
            try (BackupFile file = BackupFile.open(empty(version))) {
                assertThatThrownBy(() -> DatabaseRestore.of(file))
                        .isInstanceOf(BackupRefusedException.class)
                        .hasMessageContaining("The backup has migrations up to " + version.latest()
                                + " and was made by Manager of-tomorrow, but this Manager knows migrations up to "
                                + SchemaVersion.known().latest());
            }
        }
    }

    @Test
    void whatTheDatabaseDoesNotTakeLeavesItEmptyAndGuarded() throws Exception {
        Path orphan = folder.resolve("orphan.backup");
        try (BackupFile file = BackupFile.open(backup);
                FileChannel channel = BackupFileTest.created(orphan)) {
            BackupWriter writer = new BackupWriter(channel, file.manifest(), BackupProgress.SILENT);
            for (TableContent content : file.contents()) {
                writer.table(content.table(), content.columns(), out -> {
                    if (!content.table().equals("pilet_content")) { // whose foreign keys are looked at in the end
                        file.read(content, BackupProgress.SILENT, rows -> rows.transferTo(out));
                    }
                });
            }
            writer.finish();
        }

        assertThatThrownBy(() -> restore(orphan))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageStartingWith("Nothing was restored: ")
                .hasMessageEndingWith("SQLSTATE 23503 at pilet_piece_content_fk");

        assertThat(rows(target.owner()))
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isEmpty());
        assertThat(texts(target.owner(), GUARDS)).isEqualTo(texts(source.owner(), GUARDS));
    }

    @Test
    void aDatabaseThatNoManagerUsedHasNothingToBackUp() throws Exception {
        createWithoutTables();
        assertThatThrownBy(() -> backUp(target.owner(), folder.resolve("nothing.backup")))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessage("There is nothing to back up: no Manager ever used this database.");
    }

    @Test
    void aDatabaseOfANewerManagerIsBackedUpByThatOne() throws Exception {
        change(
                target.owner(),
                "insert into flyway_schema_history values"
                        + " (9999, '9999', 'later', 'SQL', 'later', 1, current_user, now(), 1, true)");

        assertThatThrownBy(() -> backUp(target.owner(), folder.resolve("newer.backup")))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageStartingWith("The database has migrations up to 9999, and this Manager knows those up to ");
    }

    /** A backup holds rows of tables and nothing else: when the schema gets sequences or such, this says that they are missing. */
    @Test
    void theSchemaHasNothingThatABackupWouldMiss() throws Exception {
        assertThat(texts(source.owner(), """
                select c.relname || ' is of kind ' || c.relkind::text from pg_class c
                 where c.relnamespace = 'manager'::regnamespace and c.relkind not in ('r', 'p', 'i', 'I', 'v', 't', 'c')
                union all
                select 'large object ' || oid from pg_largeobject_metadata
                """)).isEmpty();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> restore(backup))
                .isInstanceOf(BackupRefusedException.class)
                .hasMessageContaining(why);
    }

    private void restore(Path path) {
        try (BackupFile file = BackupFile.open(path)) {
            restore(file);
        }
    }

    private void restore(BackupFile file) {
        DatabaseRestore restore = DatabaseRestore.of(file);
        restore.requireEmpty(target.owner());
        restore.load(target.runtime(), Optional.of(target.owner()), BackupProgress.SILENT);
        restore.bringUpToDate(target.runtime(), Optional.of(target.owner()));
    }

    private static void backUp(DatabaseAddress owner, Path file) throws IOException {
        try (FileChannel channel = BackupFileTest.created(file)) {
            new DatabaseBackup("test", canary -> Optional.empty(), BackupProgress.SILENT).write(owner, channel);
        }
    }

    /** A backup without tables of that version. */
    private static Path empty(SchemaVersion version) {
        Path file = folder.resolve("empty-" + version.hashCode() + ".backup");
        try (FileChannel channel = BackupFileTest.created(file)) {
            BackupManifest manifest = new BackupManifest("of-tomorrow", Instant.EPOCH, "18", version, Optional.empty());
            new BackupWriter(channel, manifest, BackupProgress.SILENT).finish();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaVersion version(DatabaseAddress owner) throws SQLException {
        try (Connection connection = connect(owner)) {
            return SchemaVersion.of(connection);
        }
    }

    /** All rows of all tables, seen by an owner for whom no policy holds. */
    private static Map<String, List<String>> rows(DatabaseAddress owner) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = connect(owner);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local manager.binding = 'nothing'");
            for (String table : texts(
                    connection,
                    "select relname from pg_class where relkind in ('r', 'p') and not relispartition"
                            + " and relnamespace = 'manager'::regnamespace and relname <> 'flyway_schema_history'")) {
                statement.execute("alter table " + table + " no force row level security");
                rows.put(table, texts(connection, "select to_jsonb(t)::text from " + table + " t order by 1"));
            }
            connection.rollback();
        }
        return rows;
    }

    private static List<String> texts(DatabaseAddress owner, String sql) throws SQLException {
        try (Connection connection = connect(owner)) {
            return texts(connection, sql);
        }
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private static int change(DatabaseAddress owner, String sql) throws SQLException {
        try (Connection connection = connect(owner);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static Connection connect(DatabaseAddress owner) throws SQLException {
        Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
        connection.setSchema("manager");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set manager.binding = 'platform'");
        }
        return connection;
    }
}
