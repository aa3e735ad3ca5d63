package dev.productify.manager.jdbc.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A backup that is read. What it holds is compared with what was written down when it was made: a file that was cut off or
 * damaged is refused with {@link BackupRefusedException}, before any row of it is handed out where {@link #open} sees it.
 */
public final class BackupFile implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    static final String KEY = "secrets.key";
    static final String CONTENTS = "contents.json";

    /** Descriptions are some kilobytes; what is longer was not written by us. */
    private static final int LONGEST_PART = 4 << 20;

    private static final int BUFFER = 64 * 1024;

    private final ZipFile zip;
    private final BackupManifest manifest;
    private final Optional<String> key;
    private final List<TableContent> contents;

    private BackupFile(ZipFile zip) throws IOException {
        this.zip = zip;
        this.manifest = BackupJson.manifest(part(MANIFEST));
        this.key = zip.getEntry(KEY) == null
                ? Optional.empty()
                : Optional.of(new String(part(KEY), StandardCharsets.US_ASCII).strip());
        this.contents = BackupJson.contents(part(CONTENTS));
    }

    /** The name of the part with a table's rows. */
    static String rowsOf(String table) {
        return "tables/" + table + ".copy";
    }

    /**
     * Opens a backup and reads all of it once, to see that it is whole.
     *
     * @throws BackupRefusedException when it is no backup, is damaged, or has a format that this version does not read
     */
    public static BackupFile open(Path file) {
        try {
            try (FileChannel whole = FileChannel.open(file, StandardOpenOption.READ)) {
                if (!FileSeal.holds(whole)) {
                    throw new BackupRefusedException(file
                            + " is no backup of the Manager, or it was cut off or damaged. Take another copy of it.");
                }
            }
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new BackupFile(zip);
            } catch (IOException | RuntimeException failure) {
                zip.close();
                throw failure;
            }
        } catch (NoSuchFileException missing) {
            throw new BackupRefusedException("There is no file " + file + ".", missing);
        } catch (ZipException wrong) {
            throw BackupRefusedException.damaged(String.valueOf(wrong.getMessage()));
        } catch (IOException problem) {
            throw new BackupRefusedException("The backup " + file + " cannot be read: " + problem, problem);
        }
    }

    public BackupManifest manifest() {
        return manifest;
    }

    /** The key that its credentials are sealed with, as {@code secrets.key} has it; empty unless it was asked for. */
    public Optional<String> key() {
        return key;
    }

    /** Its tables, in the order in which they can be loaded. */
    public List<TableContent> contents() {
        return contents;
    }

    /** Of all tables together. */
    public long rows() {
        return contents.stream().mapToLong(TableContent::rows).sum();
    }

    /**
     * Reads the rows of all tables, and nothing else is done with them.
     *
     * @throws BackupRefusedException when they are not what was written down
     */
    public void verify(BackupProgress progress) {
        byte[] buffer = new byte[BUFFER];
        for (TableContent content : contents) {
            read(content, progress, rows -> {
                while (rows.read(buffer) >= 0) {
                    // the stream measures itself
                }
            });
        }
    }

    /** Does something with the rows of a table, to their end. */
    @FunctionalInterface
    interface RowReader<E extends Exception> {
        void read(InputStream rows) throws IOException, E;
    }

    /**
     * Hands out the rows of a table, and compares them with what was written down when they have gone by.
     *
     * @throws BackupRefusedException when they are not that
     */
    <E extends Exception> void read(TableContent content, BackupProgress progress, RowReader<E> reader) throws E {
        ZipEntry entry = zip.getEntry(rowsOf(content.table()));
        if (entry == null) {
            throw BackupRefusedException.damaged("the rows of " + content.table() + " are missing");
        }
        RowMeter meter = new RowMeter(content.table(), progress);
        try (InputStream packed = zip.getInputStream(entry)) {
            reader.read(new Measured(packed, meter));
        } catch (IOException wrong) {
            throw BackupRefusedException.damaged(
                    "the rows of " + content.table() + " cannot be read: " + wrong.getMessage());
        }
        if (!meter.content(content.columns()).equals(content)) {
            throw BackupRefusedException.damaged("the rows of " + content.table() + " are not those that were written");
        }
    }

    private byte[] part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw BackupRefusedException.damaged(name + " is missing");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(LONGEST_PART + 1);
            if (content.length > LONGEST_PART) {
                throw BackupRefusedException.damaged(name + " is too long");
            }
            return content;
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException nothingIsLost) {
            // it was only read
        }
    }

    /** Tells the meter. */
    private static final class Measured extends FilterInputStream {
        private final RowMeter meter;

        Measured(InputStream in, RowMeter meter) {
            super(in);
            this.meter = meter;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            if (read > 0) {
                meter.passed(buffer, offset, read);
            }
            return read;
        }
    }
}
