package dev.productify.manager.jdbc.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.jdbc.shared.Queries;
import dev.productify.manager.ports.pilet.PackageStore;
import dev.productify.manager.ports.pilet.ReadPackage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes contents that the project has not yet: long ones piece by piece, short ones many at a time, so that neither a package
 * of one long file nor one of thousands of short ones takes much memory or many statements.
 *
 * <p>Who writes a content waits until others who write the very same one in the project have ended. Packages share short files, such
 * as licences, far more often than long ones, and those take the time: so the long ones are written first.
 */
final class ContentWriter {
    private static final int MOST_WAITING = 500;

    private static final String BEGIN = """
            insert into pilet_content (project_id, hash, size) values (:project, :hash, :size)
            on conflict (project_id, hash) do nothing
            """;

    private static final String PIECE = """
            insert into pilet_piece (project_id, hash, number, bytes) values (:project, :hash, :number, :bytes)
            """;

    private static final String SHORT_ONES = """
            with given (hash, bytes) as (select * from unnest(:hashes::text[], :bytes::bytea[])),
                 added as (
                    insert into pilet_content (project_id, hash, size)
                    select :project, given.hash, length(given.bytes) from given
                    on conflict (project_id, hash) do nothing
                    returning hash)
            insert into pilet_piece (project_id, hash, number, bytes)
            select :project, given.hash, 0, given.bytes from given join added on added.hash = given.hash
            """;

    private final Queries queries;
    private final ProjectId project;
    /** By their hashes, so that two who write the same ones wait for each other and not both for ever. */
    private final Map<String, byte[]> waiting = new TreeMap<>();

    private int waitingBytes;

    ContentWriter(Queries queries, ProjectId project) {
        this.queries = queries;
        this.project = project;
    }

    /** Reads the package once for the long contents and once for the short ones. */
    void write(ReadPackage read) throws IOException {
        read.contents((hash, size, bytes) -> {
            if (size > PackageStore.PIECE_BYTES) {
                writeLong(hash, size, bytes);
            }
        });
        read.contents((hash, size, bytes) -> {
            if (size <= PackageStore.PIECE_BYTES) {
                writeShort(hash, next(bytes, (int) size));
            }
        });
        flush();
    }

    private void writeShort(ContentHash hash, byte[] content) {
        if (waiting.put(hash.hex(), content) == null) {
            waitingBytes += content.length;
        }
        if (waitingBytes > PackageStore.PIECE_BYTES || waiting.size() >= MOST_WAITING) {
            flush();
        }
    }

    private void writeLong(ContentHash hash, long size, InputStream bytes) throws IOException {
        if (queries.change(BEGIN, Map.of("project", project, "hash", hash.hex(), "size", size)) > 0) {
            long left = size;
            for (int number = 0; left > 0; number++) {
                byte[] piece = next(bytes, (int) Math.min(left, PackageStore.PIECE_BYTES));
                queries.change(PIECE, Map.of("project", project, "hash", hash.hex(), "number", number, "bytes", piece));
                left -= piece.length;
            }
        }
    }

    private static byte[] next(InputStream bytes, int length) throws IOException {
        byte[] next = bytes.readNBytes(length);
        if (next.length < length) {
            throw new EOFException("a content is shorter than it was");
        }
        return next;
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            queries.change(
                    SHORT_ONES,
                    Map.of(
                            "project", project,
                            "hashes", waiting.keySet().toArray(String[]::new),
                            "bytes", waiting.values().toArray(byte[][]::new)));
            waiting.clear();
            waitingBytes = 0;
        }
    }
}
