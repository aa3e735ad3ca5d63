package dev.productify.manager.jdbc.backup;

import dev.productify.manager.jdbc.DatabaseAddress;
import dev.productify.manager.jdbc.backup.TableCatalogue.Table;
import dev.productify.manager.jdbc.schema.DatabaseRefusedException;
import dev.productify.manager.jdbc.schema.Schema;
import dev.productify.manager.jdbc.schema.SchemaVersion;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Loads a backup into an empty database: brings the schema to the version that the backup was made of, and loads all rows in one
 * transaction. When that fails the tables are as empty as before. Then the schema is brought to this server's version, which each
 * start of a node does as well.
 *
 * <p>Rows are loaded as they were. Triggers, which would announce each of them to nodes, do not fire. {@code COPY} takes no rows
 * for a table whose row-level security holds for who loads it; so the owner, who may do so, takes that back from themselves for
 * the transaction, in which nobody else gets at the tables.
 */
public final class DatabaseRestore {
    private final BackupFile backup;
    private final Map<String, TableContent> contents;

    private DatabaseRestore(BackupFile backup) {
        this.backup = backup;
        this.contents = backup.contents().stream().collect(Collectors.toMap(TableContent::table, Function.identity()));
    }

    /** @throws BackupRefusedException when it was made of a schema that this server does not know */
    public static DatabaseRestore of(BackupFile backup) {
        BackupManifest manifest = backup.manifest();
        SchemaVersion known = SchemaVersion.known();
        if (manifest.schema().isNone() || !manifest.schema().leadsTo(known)) {
            throw new BackupRefusedException("The backup has migrations up to "
                    + manifest.schema().latest() + " and was made by Manager " + manifest.product()
                    + ", but this Manager knows migrations up to " + known.latest()
                    + ". Restore it with that version or a newer one.");
        }
        return new DatabaseRestore(backup);
    }

    /**
     * Looks whether the backup can be loaded there, and changes nothing.
     *
     * @throws BackupRefusedException when the database has rows, or tables of a newer version, or does not answer
     */
    public void requireEmpty(DatabaseAddress owner) {
        try {
            OwnerTransaction.snapshot(owner, transaction -> {
                SchemaVersion present = SchemaVersion.of(transaction.connection());
                if (!present.leadsTo(backup.manifest().schema())) {
                    throw new BackupRefusedException("The database " + owner + " has the tables of version "
                            + present.latest() + ", and the backup is of version "
                            + backup.manifest().schema().latest() + ". Give it an empty database"
                            + " that no Manager used.");
                }
                requireEmpty(transaction, owner, TableCatalogue.read(transaction.connection()));
                return null;
            });
        } catch (SQLException | IOException problem) {
            throw new BackupRefusedException(
                    "The database " + owner + " cannot be used: " + problem.getMessage(), problem);
        }
    }

    private static void requireEmpty(OwnerTransaction transaction, DatabaseAddress owner, List<Table> tables)
            throws SQLException {
        for (Table table : tables) {
            if (!transaction.row("select 1 from " + table.sql() + " limit 1").isEmpty()) {
                throw new BackupRefusedException("The database " + owner + " is not empty: there are rows in "
                        + table.name() + ". A backup is restored into an empty database only; make a new one, or use a"
                        + " new data.dir.");
            }
        }
    }

    /**
     * Loads the rows. {@link #bringUpToDate} is to follow.
     *
     * @param login under which requests will run
     * @param migrations the login that owns the schema, where there are two
     * @throws BackupRefusedException when nothing was restored
     */
    public void load(DatabaseAddress login, Optional<DatabaseAddress> migrations, BackupProgress progress) {
        DatabaseAddress owner = migrations.orElse(login);
        requireEmpty(owner);
        Schema.prepareTo(login, migrations, backup.manifest().schema().latest());
        try {
            OwnerTransaction.write(owner, transaction -> {
                load(transaction, owner, progress);
                return null;
            });
        } catch (SQLException | IOException problem) {
            throw new BackupRefusedException(
                    "Nothing was restored: the database " + owner + " did not take the backup: " + reason(problem),
                    problem);
        }
    }

    /**
     * Does those migrations that came after the backup.
     *
     * @throws BackupRefusedException when that fails; all rows are there, and the next start of a node tries it again
     */
    public void bringUpToDate(DatabaseAddress login, Optional<DatabaseAddress> migrations) {
        try {
            Schema.prepare(login, migrations);
        } catch (DatabaseRefusedException failed) {
            throw new BackupRefusedException("All rows were restored. " + failed.getMessage(), failed);
        }
    }

    private void load(OwnerTransaction transaction, DatabaseAddress owner, BackupProgress progress)
            throws SQLException {
        List<Table> tables = TableCatalogue.read(transaction.connection());
        requireSameTables(tables);
        transaction.execute("lock table " + TableCatalogue.list(tables) + " in access exclusive mode");
        requireEmpty(transaction, owner, tables);
        for (Table table : tables) {
            transaction.execute("alter table " + table.sql() + " no force row level security, disable trigger user");
        }
        for (Table table : tables) {
            load(transaction, table, progress);
        }
        // Tables whose foreign keys are still to be looked at cannot be altered.
        transaction.execute("set constraints all immediate");
        for (Table table : tables) {
            transaction.execute("alter table " + table.sql() + " force row level security, enable trigger user");
        }
        transaction.execute("analyze " + TableCatalogue.list(tables));
    }

    private void requireSameTables(List<Table> tables) {
        boolean same = tables.size() == contents.size()
                && tables.stream()
                        .allMatch(table -> contents.containsKey(table.name())
                                && contents.get(table.name()).columns().equals(table.columns()));
        if (!same) {
            throw BackupRefusedException.damaged("its tables are not those of version "
                    + backup.manifest().schema().latest());
        }
    }

    private void load(OwnerTransaction transaction, Table table, BackupProgress progress) throws SQLException {
        TableContent content = contents.get(table.name());
        String sql = "copy " + table.sqlWithColumns() + " from stdin (format text, encoding 'UTF8')";
        long[] loaded = new long[1];
        backup.<SQLException>read(
                content, progress, rows -> loaded[0] = transaction.copying().copyIn(sql, rows));
        if (loaded[0] != content.rows()) {
            throw BackupRefusedException.damaged(
                    "of " + content.rows() + " rows of " + table.name() + " the database took " + loaded[0]);
        }
    }

    /** Without values of rows, which PostgreSQL's own messages may hold. */
    private static String reason(Exception problem) {
        ServerErrorMessage message = problem instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        if (message == null) {
            return String.valueOf(problem.getMessage());
        }
        String place = message.getConstraint() == null ? message.getTable() : message.getConstraint();
        return "SQLSTATE " + message.getSQLState() + (place == null ? "" : " at " + place);
    }
}
