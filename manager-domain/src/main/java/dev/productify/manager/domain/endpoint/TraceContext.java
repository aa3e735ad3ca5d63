package dev.productify.manager.domain.endpoint;

import java.util.concurrent.ThreadLocalRandom;

/** Reads the headers of W3C Trace Context, level 1, which must be passed on as they are or begun anew. */
public final class TraceContext {
    private static final int VERSION_0_LENGTH = 55;
    private static final int MOST_STATE = 512;
    private static final int MOST_MEMBERS = 32;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private TraceContext() {}

    /** Whether it is a {@code traceparent} of version 0, or of a later one that begins like it. */
    public static boolean isParent(String text) {
        int length = text.length();
        if (length < VERSION_0_LENGTH || !isHex(text, 0, 2) || text.startsWith("ff")) {
            return false;
        }
        boolean ends = length == VERSION_0_LENGTH || !text.startsWith("00") && text.charAt(VERSION_0_LENGTH) == '-';
        return ends
                && text.charAt(2) == '-'
                && isHex(text, 3, 35)
                && !isZero(text, 3, 35)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52)
                && !isZero(text, 36, 52)
                && text.charAt(52) == '-'
                && isHex(text, 53, 55);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a {@code tracestate}, all its fields joined by commas. */
    public static boolean isState(String text) {
        if (text.length() > MOST_STATE) {
            return false;
        }
        int members = 0;
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            String member = text.substring(start, end).strip();
            if (!member.isEmpty() && (++members > MOST_MEMBERS || !isMember(member))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isMember(String member) {
        int equals = member.indexOf('=');
        if (equals < 1 || equals > 256 || equals == member.length() - 1 || member.length() - equals - 1 > 256) {
            return false;
        }
        char first = member.charAt(0);
        if ((first < 'a' || first > 'z') && (first < '0' || first > '9')) {
            return false;
        }
        for (int i = 1; i < equals; i++) {
            char c = member.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && "_-*/@".indexOf(c) < 0) {
                return false;
            }
        }
        for (int i = equals + 1; i < member.length(); i++) {
            char c = member.charAt(i);
            if (c < ' ' || c > '~' || c == '=') {
                return false;
            }
        }
        return true;
    }

    /** The {@code traceparent} of a trace that begins here and need not be recorded. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder text = new StringBuilder(VERSION_0_LENGTH).append("00-");
        append(text, random.nextLong());
        append(text, random.nextLong() | 1);
        text.append('-');
        append(text, random.nextLong() | 1);
        return text.append("-00").toString();
    }

    private static void append(StringBuilder text, long bits) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(HEX[(int) (bits >>> shift) & 0xF]);
        }
    }
}
