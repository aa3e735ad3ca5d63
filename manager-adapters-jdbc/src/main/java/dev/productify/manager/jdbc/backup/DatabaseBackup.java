package dev.productify.manager.jdbc.backup;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.backup.TableCatalogue.Table;
import dev.productify.manager.jdbc.schema.SchemaVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a backup of a database that others go on using: one transaction sees all tables as they were at one moment, and keeps
 * nobody from writing.
 */
public final class DatabaseBackup {
    private static final String NOW = "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
            + " current_setting('server_version')";
    private static final String CANARY = "select secrets_canary from manager.installation";

    private final String product;
    private final Function<Optional<String>, Optional<String>> key;
    private final BackupProgress progress;

    /**
     * @param product the version of this Manager
     * @param key given the canary of the installation, the key that is to be kept in the backup, if any; called before rows
     *     are read, and may refuse
     */
    public DatabaseBackup(String product, Function<Optional<String>, Optional<String>> key, BackupProgress progress) {
        this.product = product;
        this.key = key;
        this.progress = progress;
    }

    /** What was written. */
    public record Written(BackupManifest manifest, boolean withKey, List<TableContent> contents) {}

    /**
     * @param owner who owns the schema
     * @param file an empty one, open for reading and writing; on the disk when this returns
     * @throws BackupRefusedException when there is nothing to back up, or it cannot be read
     */
    public Written write(DatabaseAddress owner, FileChannel file) throws IOException {
        try {
            return OwnerTransaction.snapshot(owner, transaction -> write(transaction, file));
        } catch (SQLException problem) {
            throw new BackupRefusedException(
                    "The database " + owner + " cannot be read: " + problem.getMessage(), problem);
        }
    }

    private Written write(OwnerTransaction transaction, FileChannel file) throws SQLException, IOException {
        List<Table> tables = lock(transaction);
        BackupManifest manifest = manifest(transaction);
        Optional<String> kept = key.apply(manifest.canary());
        BackupWriter writer = new BackupWriter(file, manifest, progress);
        if (kept.isPresent()) {
            writer.key(kept.get());
        }
        for (Table table : tables) {
            write(transaction, writer, table);
        }
        return new Written(manifest, kept.isPresent(), writer.finish());
    }

    /** Keeps migrations out, and nobody else; so the tables are still those when their rows are read. */
    private static List<Table> lock(OwnerTransaction transaction) throws SQLException {
        List<Table> tables = TableCatalogue.read(transaction.connection());
        transaction.connection().rollback();
        if (tables.isEmpty()) {
            throw new BackupRefusedException("There is nothing to back up: no Manager ever used this database.");
        }
        transaction.bind();
        transaction.execute("lock table " + TableCatalogue.list(tables) + " in access share mode");
        if (!TableCatalogue.read(transaction.connection()).equals(tables)) {
            throw new BackupRefusedException("The tables are being changed by a migration; try again when it is done.");
        }
        return tables;
    }

    private BackupManifest manifest(OwnerTransaction transaction) throws SQLException {
        SchemaVersion schema = SchemaVersion.of(transaction.connection());
        if (!schema.leadsTo(SchemaVersion.known())) {
            throw new BackupRefusedException("The database has migrations up to " + schema.latest()
                    + ", and this Manager knows those up to "
                    + SchemaVersion.known().latest() + ". Back it up with the version that uses it.");
        }
        List<String> now = transaction.row(NOW);
        return new BackupManifest(
                product,
                OffsetDateTime.parse(now.get(0)).toInstant(),
                now.get(1),
                schema,
                transaction.row(CANARY).stream().findFirst());
    }

    private static void write(OwnerTransaction transaction, BackupWriter writer, Table table) throws IOException {
        long[] copied = new long[1];
        TableContent content = writer.table(table.name(), table.columns(), out -> {
            try {
                copied[0] = transaction
                        .copying()
                        .copyOut("copy (" + table.sqlOfRows() + ") to stdout (format text, encoding 'UTF8')", out);
            } catch (SQLException problem) {
                throw new BackupRefusedException(
                        "The rows of " + table.name() + " cannot be read: " + problem.getMessage(), problem);
            }
        });
        if (content.rows() != copied[0]) {
            throw new BackupRefusedException("Of " + table.name() + " " + content.rows() + " rows were written, but "
                    + copied[0] + " were read.");
        }
    }
}
