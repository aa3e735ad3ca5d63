package dev.productify.manager.rest;

import dev.productify.manager.ports.shared.PublishedBytes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What answers to whoever asks have in common (contract A12): pages of every origin may read them, without credentials;
 * caches may keep them, and ask each time whether they are still right.
 *
 * <p>They are asked far more often than everything else, so what is sent was made before, and little is left to do for each
 * request: no texts are put together, and the bytes go straight to the connection.
 */
public final class PublicAnswers {
    /** A day: nothing about it depends on who asks. */
    private static final String PREFLIGHT_SECONDS = "86400";

    private static final String EXPOSED_FIELDS = "Content-Language, ETag, X-Request-Id";

    private static final String GZIP = "gzip";

    // What the answers say that are given before routes are gone through.
    private static final HttpField FOR_ALL = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    private static final HttpField EXPOSED =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_FIELDS);
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField VARYING = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField COMPRESSED = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, GZIP);

    private PublicAnswers() {}

    /** Lets browsers ask whether a page may ask. */
    public static void preflight(RoutesConfig routes, String path) {
        routes.options(path, PublicAnswers::preflight);
    }

    private static void preflight(Context context) {
        open(context);
        context.header("Access-Control-Allow-Methods", "GET, HEAD")
                .header("Access-Control-Allow-Headers", "*")
                .header("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                .status(204);
    }

    /** Lets pages of every origin read the answer, a refusal too. First of all. */
    public static void open(Context context) {
        HttpServletResponse response = context.res();
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", EXPOSED_FIELDS);
    }

    /** Answers JSON, which every cache may keep, or that what the client has is still right. */
    public static void json(Context context, PublishedBytes json) throws IOException {
        json(context, json, "public, no-cache");
    }

    /**
     * Answers JSON, or that what the client has is still right.
     *
     * @param caching the field {@code Cache-Control}
     */
    public static void json(Context context, PublishedBytes json, String caching) throws IOException {
        HttpServletResponse response = context.res();
        response.setHeader("Cache-Control", caching);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        bytes(context, json);
    }

    /**
     * Answers {@code GET} as {@link #open} and {@link #json(Context, PublishedBytes, String)} do, where no route is gone through.
     *
     * @param caching the field {@code Cache-Control}
     */
    public static void json(
            Request request, Response response, Callback callback, PublishedBytes json, HttpField caching) {
        HttpFields asked = request.getHeaders();
        PublishedBytes.Form form = form(json, asked.get(HttpHeader.ACCEPT_ENCODING));
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(FOR_ALL);
        headers.put(EXPOSED);
        headers.put(caching);
        headers.put(NO_SNIFFING);
        headers.put(JSON);
        headers.put(HttpHeader.ETAG, form.entityTag());
        headers.put(VARYING);
        if (isKnown(asked.get(HttpHeader.IF_NONE_MATCH), form.entityTag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            callback.succeeded();
            return;
        }
        if (form.compressed()) {
            headers.put(COMPRESSED);
        }
        headers.put(HttpHeader.CONTENT_LENGTH, form.bytes().length);
        response.write(true, ByteBuffer.wrap(form.bytes()), callback);
    }

    private static PublishedBytes.Form form(PublishedBytes bytes, String accepted) {
        return takesGzip(accepted) ? bytes.gzip() : bytes.plain();
    }

    /** The same for what is described already: only which form it is, and its entity tag, are still to be said. */
    public static void bytes(Context context, PublishedBytes bytes) throws IOException {
        HttpServletResponse response = context.res();
        PublishedBytes.Form form = form(bytes, context.req().getHeader("Accept-Encoding"));
        response.setHeader("ETag", form.entityTag());
        response.setHeader("Vary", "Accept-Encoding");
        if (isKnown(context.req().getHeader("If-None-Match"), form.entityTag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (form.compressed()) {
            response.setHeader("Content-Encoding", GZIP);
        }
        response.setContentLength(form.bytes().length);
        response.getOutputStream().write(form.bytes());
    }

    /**
     * Whether {@code If-None-Match} names the entity tag, by the weak comparison that is meant for it (RFC 9110, section
     * 13.1.2). A tag begins and ends with a quote and has none inside, so where its text stands, it is meant.
     *
     * @param known {@code null} when the field is absent
     */
    public static boolean isKnown(String known, String tag) {
        return known != null && (known.contains(tag) || known.strip().equals("*"));
    }

    /** Whether {@code Accept-Encoding} names gzip with a weight that is not zero (RFC 9110, section 12.5.3). */
    static boolean takesGzip(String accepted) {
        if (accepted == null) {
            return false;
        }
        for (int start = 0; start < accepted.length(); ) {
            int comma = accepted.indexOf(',', start);
            int end = comma < 0 ? accepted.length() : comma;
            int at = skipBlanks(accepted, start, end);
            if (accepted.regionMatches(true, at, GZIP, 0, GZIP.length()) && at + GZIP.length() <= end) {
                int behind = skipBlanks(accepted, at + GZIP.length(), end);
                if (behind == end) {
                    return true;
                }
                if (accepted.charAt(behind) == ';') {
                    return !isZero(accepted, behind + 1, end);
                }
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean isZero(String weight, int start, int end) {
        int at = skipBlanks(weight, start, end);
        if (!weight.regionMatches(true, at, "q=", 0, 2)) {
            return false;
        }
        for (int i = at + 2; i < end; i++) {
            char c = weight.charAt(i);
            if (c != '0' && c != '.' && c != ' ' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
