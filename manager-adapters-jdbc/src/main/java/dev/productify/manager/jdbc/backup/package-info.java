/**
 * Backups: all rows of an installation in one file, and back into an empty database.
 *
 * <p>A backup is a ZIP file, with ZIP64 where it is long, that any unzip lists:
 *
 * <ul>
 *   <li>{@code manifest.json}: what was backed up, when, of which version, sealed with which key
 *   <li>{@code secrets.key}: that key, where it was asked for
 *   <li>{@code tables/<name>.copy}: the rows of a table in PostgreSQL's {@code COPY} text format, UTF-8, which every major
 *       version writes and reads alike; tables come in the order in which foreign keys let them be loaded
 *   <li>{@code contents.json}: of each table its columns, the number of rows and bytes, and the SHA-256 of the bytes
 *   <li>the ZIP file's comment: the SHA-256 of the file up to there
 * </ul>
 *
 * <p>{@link dev.productify.manager.jdbc.backup.DatabaseBackup} reads a database and writes such a file,
 * {@link dev.productify.manager.jdbc.backup.BackupFile} reads one and knows no database, and
 * {@link dev.productify.manager.jdbc.backup.DatabaseRestore} loads what that one reads. Both ways stream: no table, however long,
 * has to fit into memory.
 */
package dev.productify.manager.jdbc.backup;
