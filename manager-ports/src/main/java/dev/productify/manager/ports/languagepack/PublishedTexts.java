package dev.productify.manager.ports.languagepack;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.languagepack.LanguageTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;

/** The texts that a frontend is given, ready to be sent. Whoever is given the arrays does not write to them. */
public final class PublishedTexts {
    private static final int DIGEST_BYTES = 18;

    private final LanguageTag language;
    private final byte[] json;
    private final byte[] gzip;
    private final String digest;

    private PublishedTexts(LanguageTag language, byte[] json) {
        this.language = requireNonNull(language, "language");
        this.json = json;
        this.gzip = gzipped(json);
        this.digest = digest(json);
    }

    static PublishedTexts of(LanguageTag language, SortedMap<String, String> texts) {
        return new PublishedTexts(language, FlatJson.compact(texts));
    }

    /** The nearest language of which there is a language pack. */
    public LanguageTag language() {
        return language;
    }

    /** One flat JSON object in UTF-8. */
    public byte[] json() {
        return json;
    }

    /** The same, compressed. */
    public byte[] gzip() {
        return gzip;
    }

    /** Of {@link #json}, in base64url: equal texts have equal ones, on every node. */
    public String digest() {
        return digest;
    }

    /** What it takes of memory, in bytes. */
    long weight() {
        return (long) json.length + gzip.length;
    }

    private static byte[] gzipped(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] json) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(json);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
