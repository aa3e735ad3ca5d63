package dev.productify.manager.server.secrets;

import dev.productify.manager.server.StartFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The key of an installation that is backed up or restored. Credentials in a backup are sealed with it. */
public final class BackupKey {
    private final SecretsKey key;
    private final Path data;
    private final boolean missing;

    private BackupKey(SecretsKey key, Path data, boolean missing) {
        this.key = key;
        this.data = data;
        this.missing = missing;
    }

    /**
     * The key of the installation in the form of {@code secrets.key}, to be kept in a backup.
     *
     * @param canary of the installation; empty when no node ever started on it, which then has no key
     * @throws StartFailure when this node does not have that key
     */
    public static Optional<String> toKeep(Optional<String> canary, Optional<String> configured, Path data) {
        return canary.map(known -> Stream.concat(
                        SecretsKey.present(configured, data).stream(), SecretsKey.pending(data).stream())
                .filter(key -> KeyCheck.fits(known, key))
                .findFirst()
                .map(SecretsKey::encoded)
                .orElseThrow(() -> new StartFailure("backup: --with-key was given, but neither secrets.key nor " + data
                        + " has the key of the database, " + KeyCheck.idOf(known)
                        + ". Run the command where that key is, or leave --with-key out.")));
    }

    /**
     * What a node on the restored database will need.
     *
     * @param canary of the backup
     * @param kept the key in the backup, if it was asked for
     * @return empty when the backup needs no key
     * @throws StartFailure when this node has another key, or none and the backup does not have it either; says which one to put
     *     where
     */
    public static Optional<BackupKey> toRestore(
            Optional<String> canary, Optional<String> kept, Optional<String> configured, Path data) {
        return canary.map(known -> toRestore(known, kept, configured, data));
    }

    private static BackupKey toRestore(String canary, Optional<String> kept, Optional<String> configured, Path data) {
        Optional<SecretsKey> inBackup = kept.map(text -> SecretsKey.decode(text, "the key in the backup"));
        inBackup.filter(key -> !KeyCheck.fits(canary, key)).ifPresent(other -> {
            throw new StartFailure("restore: the key in the backup, " + other.id() + ", is not the one that it was made"
                    + " with, " + KeyCheck.idOf(canary) + ". Take another copy of the backup.");
        });
        Optional<SecretsKey> present = SecretsKey.present(configured, data);
        if (present.isPresent() && !KeyCheck.fits(canary, present.get())) {
            throw new StartFailure("restore: this node has the key "
                    + present.get().id() + (configured.isPresent() ? ", set by secrets.key," : " in " + data)
                    + " but the backup was made with the key " + KeyCheck.idOf(canary) + ". "
                    + (configured.isPresent() ? "Set that one" : "Put that one there, as secrets.key")
                    + (inBackup.isPresent() ? ", or take the present one away: the backup holds the right one." : "."));
        }
        return present.or(() -> inBackup)
                .map(key -> new BackupKey(key, data, present.isEmpty()))
                .orElseThrow(() -> new StartFailure("restore: the backup was made with the key " + KeyCheck.idOf(canary)
                        + ", which is not in it. Put the file secrets.key with that key into " + data
                        + ", or set PFY_SECRETS_KEY to it; without it no node starts on the restored database."));
    }

    /** The id of the key that a backup was made with, by its canary. */
    public static String idOf(String canary) {
        return KeyCheck.idOf(canary);
    }

    /** First digits of the key's hash: says which key, not what it is. */
    public String id() {
        return key.id();
    }

    /** Whether it has to be written to the data folder, since this node has none. */
    public boolean missing() {
        return missing;
    }

    /** Runs the work with the key in the data folder, where it stays only if the work succeeds or it was there before. */
    public void during(Runnable work) {
        if (!missing) {
            work.run();
            return;
        }
        if (!key.writeNew(data)) {
            throw new StartFailure(
                    "restore: somebody wrote a secrets.key to " + data + " meanwhile. Nothing was restored.");
        }
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            SecretsKey.remove(data);
            throw failure;
        }
    }
}
