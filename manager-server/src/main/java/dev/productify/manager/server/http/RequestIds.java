package dev.productify.manager.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Ids of requests: one word that ties an answer, its log lines and its audit rows together. */
final class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestIds() {}

    /** The id that came in, when it is 1 to 64 letters, digits, dots, underscores or hyphens; else a new one. */
    static String of(String given) {
        return given != null && FORM.matcher(given).matches() ? given : fresh();
    }

    /** 32 hexadecimal digits. */
    static String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
