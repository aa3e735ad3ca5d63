package dev.productify.manager.rest.pilet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.productify.manager.domain.pilet.ContentHash;
import dev.productify.manager.domain.shared.ManagerException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

/**
 * What came with a form (RFC 7578): the file in the field {@code file}, which is now a file of this node, and the field {@code
 * description}. Other fields are passed over.
 *
 * @param size of the file, in bytes
 */
record Upload(Path file, ContentHash hash, long size, Optional<String> description) implements AutoCloseable {
    private static final String FORM = "multipart/form-data";
    private static final int BUFFER = 64 * 1024;
    static final int MOST_PARTS = 100;
    private static final int MOST_PART_HEADERS = 8 * 1024;
    static final int MOST_FIELD_BYTES = 64 * 1024;

    /** What a form may have around its file. */
    static final long MOST_AROUND = 1024 * 1024;

    /** The file has more bytes than a package may have, or the form than it needs. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads a form to its end.
     *
     * @param contentType {@code null} when there is none
     * @param folder where the file is put
     * @param mostBytes of the file
     * @throws ManagerException {@code BAD_USER_INPUT} when it is no form, or has no file; nothing is left behind then
     */
    static Upload read(String contentType, InputStream body, Path folder, long mostBytes) throws IOException, TooLarge {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw ManagerException.badInput(
                    "The body must be a form, multipart/form-data, with the package in its field file");
        }
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
            throw ManagerException.badInput("The Content-Type of a form names its boundary, of at most 70 characters");
        }
        Path file = Files.createTempFile(folder, "upload-", ".tgz");
        boolean done = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            Upload upload = read(boundary, body, file, out, mostBytes);
            done = true;
            return upload;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Upload read(String boundary, InputStream body, Path file, OutputStream out, long mostBytes)
            throws IOException, TooLarge {
        Fields fields = new Fields(out, mostBytes);
        MultiPart.Parser parser = new MultiPart.Parser(boundary, fields);
        parser.setMaxParts(MOST_PARTS);
        parser.setPartHeadersMaxLength(MOST_PART_HEADERS);
        byte[] buffer = new byte[BUFFER];
        long left = mostBytes + MOST_AROUND;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw new TooLarge();
            }
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, read), false));
            fields.check();
        }
        parser.parse(Content.Chunk.EOF);
        fields.check();
        if (!fields.complete) {
            throw new EOFException("a form ended before its last boundary");
        }
        if (!fields.fileSeen) {
            throw ManagerException.badInput("The form has no field file with the package (.tgz)");
        }
        return new Upload(
                file, ContentHash.of(fields.digest.digest()), fields.size, Optional.ofNullable(fields.description));
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Takes a form as it comes. What goes wrong is kept until the parser has returned, which throws nothing of ours. */
    private static final class Fields implements MultiPart.Parser.Listener {
        private static final Pattern NAME = Pattern.compile("(?i);\\s*name=(?:\"([^\"]*)\"|([^;\\s]+))");

        private final OutputStream out;
        private final long mostBytes;
        private final MessageDigest digest = Digests.sha256();
        private String name;
        private ByteArrayOutputStream text;
        private boolean fileSeen;
        private boolean complete;
        private long size;
        private String description;
        private IOException broken;
        private ManagerException refused;
        private boolean tooLarge;

        private Fields(OutputStream out, long mostBytes) {
            this.out = out;
            this.mostBytes = mostBytes;
        }

        private void check() throws IOException, TooLarge {
            if (broken != null) {
                throw broken;
            }
            if (refused != null) {
                throw refused;
            }
            if (tooLarge) {
                throw new TooLarge();
            }
        }

        @Override
        public void onPartBegin() {
            name = "";
            text = null;
        }

        @Override
        public void onPartHeader(String header, String value) {
            if (header.equalsIgnoreCase("Content-Disposition")) {
                Matcher found = NAME.matcher(value);
                name = found.find() ? (found.group(1) == null ? found.group(2) : found.group(1)) : "";
            }
        }

        @Override
        public void onPartHeaders() {
            if (name.equals("file")) {
                if (fileSeen) {
                    refused = ManagerException.badInput("The form has the field file more than once");
                }
                fileSeen = true;
            } else if (name.equals("description")) {
                text = new ByteArrayOutputStream();
            }
        }

        @Override
        public void onPartContent(Content.Chunk chunk) {
            ByteBuffer bytes = chunk.getByteBuffer();
            if (refused != null || tooLarge || broken != null) {
                return;
            }
            if (name.equals("file")) {
                keep(bytes);
            } else if (text != null) {
                byte[] some = new byte[bytes.remaining()];
                bytes.get(some);
                text.writeBytes(some);
                if (text.size() > MOST_FIELD_BYTES) {
                    refused = ManagerException.badInput(
                            "The field description has at most " + MOST_FIELD_BYTES + " bytes");
                }
            }
        }

        private void keep(ByteBuffer bytes) {
            size += bytes.remaining();
            if (size > mostBytes) {
                tooLarge = true;
                return;
            }
            digest.update(bytes.duplicate());
            try {
                if (bytes.hasArray()) {
                    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                } else {
                    byte[] some = new byte[bytes.remaining()];
                    bytes.get(some);
                    out.write(some);
                }
            } catch (IOException e) {
                broken = e;
            }
        }

        @Override
        public void onPartEnd() {
            if (text != null) {
                description = text.toString(UTF_8);
            }
        }

        @Override
        public void onComplete() {
            complete = true;
        }

        @Override
        public void onFailure(Throwable failure) {
            if (failure instanceof EOFException end) {
                broken = end;
            } else {
                refused = ManagerException.badInput("The body is no well-formed form (multipart/form-data)");
            }
        }
    }
}
