package dev.productify.manager.server.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Ids of requests: one word that ties an answer, its log lines and its audit rows together. */
final class RequestIds {
    static final String HEADER = "X-Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final HexFormat HEX = HexFormat.of();
    /** Tells this process from all others. */
    private static final long PROCESS = new SecureRandom().nextLong();

    private static final AtomicLong COUNT = new AtomicLong(new SecureRandom().nextLong());

    private RequestIds() {}

    /** The id that came in, when it is 1 to 64 letters, digits, dots, underscores or hyphens; else a new one. */
    static String of(String given) {
        return given != null && FORM.matcher(given).matches() ? given : fresh();
    }

    /**
     * 32 hexadecimal digits, never the same twice: half tells the process, half is counted. Nothing is proved by an id, so no
     * request waits for the lock of a secure generator.
     */
    static String fresh() {
        return HEX.toHexDigits(PROCESS) + HEX.toHexDigits(mixed(COUNT.incrementAndGet()));
    }

    /** One to one, and neighbours have nothing in common (the finalizer of SplitMix64; Steele, Lea, Flood 2014). */
    private static long mixed(long count) {
        long mixed = (count ^ count >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
