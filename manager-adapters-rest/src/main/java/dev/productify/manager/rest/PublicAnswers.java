package dev.productify.manager.rest;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;

/**
 * What answers to whoever asks have in common (contract A12): pages of every origin may read them, without credentials;
 * caches may keep them, and ask each time whether they are still right.
 */
public final class PublicAnswers {
    private static final int NOT_MODIFIED = 304;

    private PublicAnswers() {}

    /** Lets pages of every origin read the answer, a refusal too. First of all. */
    public static void open(Context context) {
        context.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "ETag, Content-Language, X-Request-Id");
    }

    /** Answers a browser that asks whether a page may ask. */
    public static void preflight(Context context) {
        context.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Methods", "GET")
                .header("Access-Control-Allow-Headers", "If-None-Match, X-Request-Id")
                .header("Access-Control-Max-Age", "86400")
                .status(204);
    }

    /**
     * Answers JSON, or that what the client has is still right. The two forms have an entity tag each, since a strong one
     * stands for the very bytes (RFC 9110, section 8.8.3).
     *
     * @param json in UTF-8
     * @param gzip the same, compressed
     * @param digest of the JSON, in characters that may stand in an entity tag
     */
    public static void json(Context context, byte[] json, byte[] gzip, String digest) {
        boolean compressed = takesGzip(context.header("Accept-Encoding"));
        String tag = "\"" + digest + (compressed ? "-gzip\"" : "\"");
        context.header("ETag", tag)
                .header("Vary", "Accept-Encoding")
                .header("Cache-Control", "public, no-cache")
                .header("X-Content-Type-Options", "nosniff");
        if (knows(context.header("If-None-Match"), tag)) {
            context.status(NOT_MODIFIED);
            return;
        }
        context.disableCompression();
        if (compressed) {
            context.header("Content-Encoding", "gzip");
        }
        context.contentType("application/json").result(compressed ? gzip : json);
    }

    private static boolean takesGzip(String accepted) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(coding -> coding.replace(" ", ""))
                        .anyMatch(coding -> coding.equals("gzip")
                                || coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(?:\\.0*)?"));
    }

    /** Weak comparison, as is meant for this header (RFC 9110, section 13.1.2). */
    private static boolean knows(String known, String tag) {
        return known != null
                && (known.strip().equals("*")
                        || Arrays.stream(known.split(","))
                                .map(one -> one.strip().replaceFirst("^W/", ""))
                                .anyMatch(tag::equals));
    }
}
