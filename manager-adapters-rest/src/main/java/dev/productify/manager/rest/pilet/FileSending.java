package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.rest.PublicAnswers;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Sends contents from the files of this node, as a whole or in part. */
final class FileSending {
    private static final int BUFFER = 64 * 1024;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final ContentCache cache;

    FileSending(ContentCache cache) {
        this.cache = cache;
    }

    /**
     * Answers a content, a part of it, or that what the client has is still right. The headers that say what it is are there.
     *
     * @throws ManagerException {@code NOT_FOUND} when it is gone
     */
    void send(Context context, ProjectId project, ContentHash hash, long size) throws IOException {
        HttpServletResponse response = context.res();
        String tag = '"' + hash.hex() + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        if (PublicAnswers.isKnown(context.req().getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Optional<ByteRange> range = range(context, tag, size);
        if (range.isPresent() && !range.get().isSatisfiable()) {
            response.setHeader("Content-Range", "bytes */" + size);
            dev.productify.manager.rest.Problems.answer(
                    context,
                    RANGE_NOT_SATISFIABLE,
                    "RANGE_NOT_SATISFIABLE",
                    "There are " + size + " bytes, and none there");
            return;
        }
        long first = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(size);
        try (InputStream bytes =
                cache.open(project, hash, size).orElseThrow(() -> ManagerException.notFound("PiletPackage"))) {
            range.ifPresent(part -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
            });
            response.setContentLengthLong(length);
            bytes.skipNBytes(first);
            copy(bytes, response.getOutputStream(), length);
        }
    }

    private static Optional<ByteRange> range(Context context, String tag, long size) {
        String onlyIf = context.req().getHeader("If-Range");
        return onlyIf == null || onlyIf.equals(tag)
                ? ByteRange.of(context.req().getHeader("Range"), size)
                : Optional.empty();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("a content is shorter than it was");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
