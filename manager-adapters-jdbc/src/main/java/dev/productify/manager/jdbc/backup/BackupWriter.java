package dev.productify.manager.jdbc.backup;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup, in the order of its parts: manifest, key, tables, end. Needs no database. */
final class BackupWriter {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel file;
    private final ZipOutputStream zip;
    private final Instant time;
    private final BackupProgress progress;
    private final List<TableContent> contents = new ArrayList<>();

    /**
     * @param file an empty one, to be read as well; stays open
     */
    BackupWriter(FileChannel file, BackupManifest manifest, BackupProgress progress) throws IOException {
        this.file = file;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
        this.time = manifest.madeAt();
        this.progress = progress;
        // Most of a large backup are bytes of pilets, which are packed already and only written in hexadecimal digits:
        // that
        // the quickest way of packing undoes as well as the others.
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment(FileSeal.PLACE);
        part(BackupFile.MANIFEST, BackupJson.write(manifest));
    }

    void key(String key) throws IOException {
        part(BackupFile.KEY, (key + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes rows in {@code COPY}'s text format. */
    @FunctionalInterface
    interface Rows {
        void to(OutputStream out) throws IOException;
    }

    TableContent table(String table, List<String> columns, Rows rows) throws IOException {
        RowMeter meter = new RowMeter(table, progress);
        begin(BackupFile.rowsOf(table));
        rows.to(new Measured(zip, meter));
        zip.closeEntry();
        TableContent content = meter.content(columns);
        contents.add(content);
        return content;
    }

    /** Completes the file and brings it to the disk. */
    List<TableContent> finish() throws IOException {
        part(BackupFile.CONTENTS, BackupJson.write(contents));
        zip.finish();
        zip.flush();
        FileSeal.put(file);
        file.force(true);
        return List.copyOf(contents);
    }

    private void part(String name, byte[] content) throws IOException {
        begin(name);
        zip.write(content);
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(time.toEpochMilli());
        zip.putNextEntry(entry);
    }

    /** Tells the meter, and leaves the stream open. */
    private static final class Measured extends FilterOutputStream {
        private final RowMeter meter;

        Measured(OutputStream out, RowMeter meter) {
            super(out);
            this.meter = meter;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            meter.passed(bytes, offset, length);
        }

        @Override
        public void flush() {
            // rows are many and small
        }

        @Override
        public void close() {
            // the ZIP file goes on
        }
    }
}
