package dev.productify.manager.server;

import dev.productify.manager.jdbc.backup.BackupRefusedException;
import dev.productify.manager.jdbc.backup.DatabaseBackup;
import dev.productify.manager.jdbc.backup.DatabaseBackup.Written;
import dev.productify.manager.jdbc.schema.DatabaseRefusedException;
import dev.productify.manager.server.config.Configuration;
import dev.productify.manager.server.database.Logins;
import dev.productify.manager.server.log.Logs;
import dev.productify.manager.server.secrets.BackupKey;
import dev.productify.manager.server.secrets.PrivateFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** {@code backup FILE}: the database as it is now, in a new file of mode 0600. */
final class BackupCommand {
    private final Configuration configuration;
    private final Path data;
    private final PrintStream out;
    private final PrintStream err;

    BackupCommand(Configuration configuration, PrintStream out, PrintStream err) {
        this.configuration = configuration;
        this.data = configuration.data().dir().toAbsolutePath().normalize();
        this.out = out;
        this.err = err;
    }

    /** @throws StartFailure when no backup was made; then no file is left */
    int run(Path file, boolean withKey) {
        Logs.configure(configuration.log());
        requireFree(file);
        if (withKey) {
            err.println("manager: backup: warning: with the key in it, whoever has the file can open every credential"
                    + " in it. Keep it as you keep the key itself.");
        }
        try (Logins logins = Logins.join(configuration.database(), data)
                .orElseThrow(() -> new StartFailure("backup: there is no database in " + data + ". Set data.dir or"
                        + " database.url to what is to be backed up."))) {
            say(file, write(logins, file, withKey));
            return 0;
        } catch (BackupRefusedException | DatabaseRefusedException refused) {
            throw new StartFailure("backup: " + refused.getMessage(), refused);
        } catch (IOException problem) {
            throw new StartFailure("backup: " + file + " cannot be written: " + problem, problem);
        }
    }

    private static void requireFree(Path file) {
        if (Files.exists(file)) {
            throw new StartFailure(
                    "backup: " + file + " is there already, and nothing is written over. Choose another name.");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new StartFailure(
                    "backup: there is no folder " + file.toAbsolutePath().getParent() + ".");
        }
    }

    private Written write(Logins logins, Path file, boolean withKey) throws IOException {
        DatabaseBackup backup = new DatabaseBackup(
                Version.text(),
                canary -> withKey
                        ? BackupKey.toKeep(canary, configuration.secrets().key(), data)
                        : Optional.empty(),
                new ConsoleProgress(out));
        Path unfinished = PrivateFiles.unfinished(file);
        try {
            Written written;
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                written = backup.write(logins.owner(), channel);
            }
            if (!PrivateFiles.settle(unfinished, file)) {
                throw new StartFailure("backup: somebody else made " + file + " meanwhile. Choose another name.");
            }
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void say(Path file, Written written) throws IOException {
        long rows = written.contents().stream().mapToLong(table -> table.rows()).sum();
        out.println(file + ": " + ConsoleProgress.amount(rows, "row") + " in "
                + ConsoleProgress.amount(written.contents().size(), "table") + ", "
                + ConsoleProgress.size(Files.size(file)) + ", as of "
                + written.manifest().madeAt() + "; schema "
                + written.manifest().schema().latest() + ", PostgreSQL "
                + written.manifest().postgresql());
        written.manifest()
                .canary()
                .map(BackupKey::idOf)
                .ifPresent(id -> out.println(
                        written.withKey()
                                ? "The key " + id + " is in it."
                                : "The key " + id + " is not in it: keep a copy of secrets.key apart from it."));
    }
}
