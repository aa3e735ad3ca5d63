package dev.productify.manager.jdbc.backup;

/** Told how far a backup, a check of one, or a restoration is. */
@FunctionalInterface
public interface BackupProgress {
    /** Tells nobody. */
    BackupProgress SILENT = (table, rows, bytes, done) -> {};

    /**
     * @param table which is being worked on
     * @param rows of it so far
     * @param bytes of it so far, before they are packed
     * @param done whether that was all of the table; else there is more to come
     */
    void of(String table, long rows, long bytes, boolean done);
}
