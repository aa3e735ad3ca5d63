package dev.productify.manager.rest;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.stream.Stream;

/** What routes that anybody may read have in common: pages of all origins may, without credentials (contract A12). */
public final class PublicReading {
    /** A day: nothing about it depends on who asks. */
    private static final String PREFLIGHT_SECONDS = "86400";

    private PublicReading() {}

    /** Lets pages of any origin read the answer, refusals included. Call it first. */
    public static void open(Context context) {
        context.header("Access-Control-Allow-Origin", "*");
        context.header("Access-Control-Expose-Headers", "ETag, X-Request-Id");
    }

    /** Answers what browsers ask before they send headers of a page's own. */
    public static void preflight(Context context) {
        open(context);
        context.header("Access-Control-Allow-Methods", "GET, HEAD");
        context.header("Access-Control-Allow-Headers", "*");
        context.header("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        context.status(204);
    }

    /**
     * Whether the caller has the current representation already, by {@code If-None-Match} (RFC 9110, section 13.1.2).
     *
     * @param etag with its quotes
     */
    public static boolean isKnown(Context context, String etag) {
        return Optional.ofNullable(context.header("If-None-Match"))
                .map(tags -> tags.strip().equals("*")
                        || Stream.of(tags.split(",")).map(PublicReading::opaque).anyMatch(etag::equals))
                .orElse(false);
    }

    /** The comparison is the weak one: what proxies made weak is known as well. */
    private static String opaque(String tag) {
        String stripped = tag.strip();
        return stripped.startsWith("W/") ? stripped.substring(2) : stripped;
    }
}
