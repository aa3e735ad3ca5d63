package dev.productify.manager.server;

import dev.productify.manager.jdbc.backup.BackupFile;
import dev.productify.manager.jdbc.backup.BackupManifest;
import dev.productify.manager.jdbc.backup.BackupRefusedException;
import dev.productify.manager.jdbc.backup.DatabaseRestore;
import dev.productify.manager.jdbc.schema.DatabaseRefusedException;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.database.Logins;
import dev.productify.manager.server.log.Logs;
import dev.productify.manager.server.secrets.BackupKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** {@code restore FILE}: a backup into an empty database, all or nothing. */
final class RestoreCommand {
    private final Configuration configuration;
    private final Path data;
    private final PrintStream out;

    RestoreCommand(Configuration configuration, PrintStream out) {
        this.configuration = configuration;
        this.data = configuration.data().dir().toAbsolutePath().normalize();
        this.out = out;
    }

    /**
     * @param dryRun whether only to look if it could be done
     * @throws StartFailure when nothing was restored, or could be
     */
    int run(Path file, boolean dryRun) {
        Logs.configure(configuration.log());
        try (BackupFile backup = BackupFile.open(file)) {
            DatabaseRestore restore = DatabaseRestore.of(backup);
            Optional<BackupKey> key = BackupKey.toRestore(
                    backup.manifest().canary(),
                    backup.key(),
                    configuration.secrets().key(),
                    data);
            describe(file, backup);
            if (Logins.isThere(configuration.database(), data)) {
                try (Logins logins = Logins.start(configuration.database(), data)) {
                    restore.requireEmpty(logins.owner());
                    verify(backup);
                    return dryRun ? wouldRestore(backup, key) : restore(restore, backup, key, logins);
                }
            }
            verify(backup);
            return dryRun ? wouldRestore(backup, key) : restoreAnew(restore, backup, key);
        } catch (BackupRefusedException | DatabaseRefusedException refused) {
            throw new StartFailure("restore: " + refused.getMessage(), refused);
        }
    }

    private void describe(Path file, BackupFile backup) {
        BackupManifest manifest = backup.manifest();
        out.println(file + ": made at " + manifest.madeAt() + " by Manager " + manifest.product() + " from PostgreSQL "
                + manifest.postgresql() + ", schema " + manifest.schema().latest());
    }

    private void verify(BackupFile backup) {
        out.println("Checking the file");
        backup.verify(new ConsoleProgress(out));
    }

    private int wouldRestore(BackupFile backup, Optional<BackupKey> key) {
        key.filter(BackupKey::missing)
                .ifPresent(missing ->
                        out.println("Would write the key " + missing.id() + " to " + data + "/secrets.key."));
        out.println("Would restore " + amounts(backup) + ". Nothing was changed.");
        return 0;
    }

    /** The embedded database is made for it. */
    private int restoreAnew(DatabaseRestore restore, BackupFile backup, Optional<BackupKey> key) {
        Manager.dataDirectory(configuration);
        try (Logins logins = Logins.start(configuration.database(), data)) {
            return restore(restore, backup, key, logins);
        }
    }

    private int restore(DatabaseRestore restore, BackupFile backup, Optional<BackupKey> key, Logins logins) {
        out.println("Restoring");
        Runnable work = () -> restore.load(logins.login(), logins.migrations(), new ConsoleProgress(out));
        key.ifPresentOrElse(needed -> needed.during(work), work);
        key.filter(BackupKey::missing)
                .ifPresent(written -> out.println("The key " + written.id() + " is now in " + data + "/secrets.key."));
        restore.bringUpToDate(logins.login(), logins.migrations());
        out.println("Restored " + amounts(backup) + ". Run verify-audit before you start a node.");
        return 0;
    }

    private static String amounts(BackupFile backup) {
        return ConsoleProgress.amount(backup.rows(), "row") + " in "
                + ConsoleProgress.amount(backup.contents().size(), "table");
    }
}
