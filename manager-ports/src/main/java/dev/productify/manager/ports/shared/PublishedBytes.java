package dev.productify.manager.ports.shared;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * What whoever asks is given, made once and ready to be sent: plain, and compressed where that is notably shorter. Each form has an
 * entity tag of its own, since a strong one stands for the very bytes (RFC 9110, section 8.8.3); equal bytes have equal ones
 * on every node. Whoever is given the arrays does not write to them.
 */
public final class PublishedBytes {
    private static final int DIGEST_BYTES = 18;

    /** The part that compression has to save, or it is not worth unpacking: pictures and fonts are compressed already. */
    private static final int LEAST_SAVING = 16;

    private final Form plain;
    private final Form gzip;

    /**
     * One way to send it.
     *
     * @param entityTag a strong one, with its quotes
     * @param compressed whether the bytes are gzip (RFC 1952)
     */
    public record Form(byte[] bytes, String entityTag, boolean compressed) {
        public Form {
            requireNonNull(bytes, "bytes");
            requireNonNull(entityTag, "entityTag");
        }
    }

    private PublishedBytes(Form plain, Form gzip) {
        this.plain = plain;
        this.gzip = gzip;
    }

    public static PublishedBytes of(byte[] bytes) {
        String digest = digest(bytes);
        Form plain = new Form(bytes, '"' + digest + '"', false);
        byte[] compressed = gzipped(bytes);
        boolean worthIt = compressed.length < bytes.length - bytes.length / LEAST_SAVING;
        return new PublishedBytes(plain, worthIt ? new Form(compressed, '"' + digest + "-gzip\"", true) : plain);
    }

    /** What to send to those who take no compression. */
    public Form plain() {
        return plain;
    }

    /** What to send to those who take gzip: compressed, unless nothing would be gained. */
    public Form gzip() {
        return gzip;
    }

    /** What it takes of memory, in bytes. */
    public long weight() {
        return gzip == plain ? plain.bytes.length : (long) plain.bytes.length + gzip.bytes.length;
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
