package dev.productify.manager.rest.pilet;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.ports.shared.PublishedBytes;
import dev.productify.manager.rest.Problems;
import dev.productify.manager.rest.PublicAnswers;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Sends contents as a whole or in part (RFC 9110, section 14), from the files of this node or from memory. */
final class FileSending {
    private static final int BUFFER = 64 * 1024;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final ContentCache cache;

    /** Where bytes come from. */
    private interface Source {
        InputStream from(long first) throws IOException;
    }

    FileSending(ContentCache cache) {
        this.cache = cache;
    }

    /**
     * Answers a content, a part of it, or that what the client has is still right. The headers that say what it is are there.
     *
     * @throws ManagerException {@code NOT_FOUND} when it is gone
     */
    void send(Context context, ProjectId project, ContentHash hash, long size) throws IOException {
        send(
                context,
                '"' + hash.hex() + '"',
                size,
                first -> cache.open(project, hash, size, first)
                        .orElseThrow(() -> ManagerException.notFound("PiletPackage")));
    }

    /** The same for what is in memory; parts are those of its plain form. */
    static void send(Context context, PublishedBytes bytes) throws IOException {
        context.res().setHeader("Accept-Ranges", "bytes");
        if (context.req().getHeader("Range") == null || isHead(context)) {
            PublicAnswers.bytes(context, bytes);
            return;
        }
        byte[] plain = bytes.plain().bytes();
        context.res().setHeader("Vary", "Accept-Encoding");
        send(
                context,
                bytes.plain().entityTag(),
                plain.length,
                first -> new ByteArrayInputStream(plain, (int) first, plain.length - (int) first));
    }

    private static void send(Context context, String tag, long size, Source source) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        if (PublicAnswers.isKnown(context.req().getHeader("If-None-Match"), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (isHead(context)) {
            response.setContentLengthLong(size);
            return;
        }
        Optional<ByteRange> range = range(context, tag, size);
        if (range.isPresent() && !range.get().isSatisfiable()) {
            response.setHeader("Content-Range", "bytes */" + size);
            Problems.answer(
                    context,
                    RANGE_NOT_SATISFIABLE,
                    "RANGE_NOT_SATISFIABLE",
                    "There are " + size + " bytes, and none there");
            return;
        }
        long length = range.map(ByteRange::length).orElse(size);
        try (InputStream bytes = source.from(range.map(ByteRange::first).orElse(0L))) {
            range.ifPresent(part -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + size);
            });
            response.setContentLengthLong(length);
            copy(bytes, response.getOutputStream(), length);
        }
    }

    /** For which a range means nothing: it answers what {@code GET} does for the whole. */
    private static boolean isHead(Context context) {
        return context.method().equals(HandlerType.HEAD);
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
