package dev.productify.manager.jdbc.backup;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Measures what goes by of a table: rows, bytes and their SHA-256. In {@code COPY}'s text format each row is a line, and nothing
 * else ends one.
 */
final class RowMeter {
    /** After how many bytes of a long table there is word of it. */
    private static final long WORD_EACH = 256L << 20;

    private final String table;
    private final BackupProgress progress;
    private final MessageDigest digest = Sha256.digest();
    private long rows;
    private long bytes;
    private long nextWord = WORD_EACH;

    RowMeter(String table, BackupProgress progress) {
        this.table = table;
        this.progress = progress;
    }

    void passed(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                rows++;
            }
        }
        if (bytes >= nextWord) {
            nextWord += WORD_EACH;
            progress.of(table, rows, bytes, false);
        }
    }

    /** All of the table went by. */
    TableContent content(List<String> columns) {
        progress.of(table, rows, bytes, true);
        return new TableContent(table, columns, rows, bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
