package dev.productify.manager.domain.endpoint;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The path of a request to an application, in the one spelling that two readers cannot understand differently: escapes of
 * characters that need none are undone (RFC 3986, section 6.2.2), others are in upper case.
 *
 * <p>Refused are paths by which a backend could be made to leave its own: {@code .} and {@code ..} segments, also with
 * escapes or parameters ({@code ..;x}), escaped slashes and backslashes, escaped control characters, empty segments but
 * at the end, and characters that no path has.
 */
public final class RequestPath {
    private static final String SAFE = "-._~!$&'()*+,;=:@";
    private static final int HEX = 16;

    private final String text;
    /** Where each segment begins, past its slash; and last, where the next one would. */
    private final int[] starts;

    private RequestPath(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    /**
     * @param raw percent-encoded, beginning with a slash, without a query
     * @throws ManagerException {@code BAD_USER_INPUT} when it is refused; says why
     */
    public static RequestPath parse(String raw) {
        return parse("the path", raw);
    }

    static RequestPath parse(String field, String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            throw ManagerException.badInput(field + " must begin with /");
        }
        String text = canonical(field, raw);
        int[] starts = new int[slashes(text) + 1];
        int segments = 0;
        int start = 1;
        while (start <= text.length()) {
            int slash = text.indexOf('/', start);
            int end = slash < 0 ? text.length() : slash;
            check(field, text, start, end, slash < 0);
            starts[segments++] = start;
            start = end + 1;
        }
        starts[segments] = start;
        return new RequestPath(text, starts);
    }

    private static int slashes(String text) {
        int slashes = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/') {
                slashes++;
            }
        }
        return slashes;
    }

    private static void check(String field, String text, int start, int end, boolean last) {
        if (start == end && !last) {
            throw ManagerException.badInput(field + " must not have two slashes in a row");
        }
        int semicolon = text.indexOf(';', start);
        int name = semicolon < 0 || semicolon > end ? end : semicolon;
        if (isDots(text, start, name)) {
            throw ManagerException.badInput(field + " must not have . or .. between slashes");
        }
    }

    private static boolean isDots(String text, int start, int end) {
        int length = end - start;
        return (length == 1 || length == 2) && text.charAt(start) == '.' && text.charAt(end - 1) == '.';
    }

    private static String canonical(String field, String raw) {
        StringBuilder changed = null;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (changed == null) {
                    changed = new StringBuilder(raw.length()).append(raw, 0, i);
                }
                escape(field, octet(field, raw, i), changed);
                i += 2;
            } else if (c == '/' || isLetterOrDigit(c) || SAFE.indexOf(c) >= 0) {
                if (changed != null) {
                    changed.append(c);
                }
            } else {
                throw ManagerException.badInput(
                        field + " must have characters other than letters, digits and " + SAFE + " percent-encoded");
            }
        }
        return changed == null ? raw : changed.toString();
    }

    private static int octet(String field, String raw, int percent) {
        int high = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 1), HEX) : -1;
        int low = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 2), HEX) : -1;
        if (high < 0 || low < 0 || raw.charAt(percent + 1) > 'f' || raw.charAt(percent + 2) > 'f') {
            throw ManagerException.badInput(field + " must have two hexadecimal digits after each %");
        }
        return high * HEX + low;
    }

    private static void escape(String field, int octet, StringBuilder text) {
        if (octet == '/' || octet == '\\') {
            throw ManagerException.badInput(field + " must not have an escaped slash or backslash");
        }
        if (octet < ' ' || octet == 0x7F) {
            throw ManagerException.badInput(field + " must not have escaped control characters");
        }
        char c = (char) octet;
        if (isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            text.append(c);
        } else {
            text.append('%').append(upper(octet / HEX)).append(upper(octet % HEX));
        }
    }

    private static char upper(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, HEX));
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** How many segments: one more than slashes follow the first. {@code /a/} has two, the last of them empty. */
    public int size() {
        return starts.length - 1;
    }

    /** One segment, percent-encoded. */
    public String segment(int index) {
        return text.substring(starts[index], starts[index + 1] - 1);
    }

    /** All from that segment on, percent-encoded, without a slash before it. */
    public String from(int index) {
        return index >= size() ? "" : text.substring(starts[index]);
    }

    List<String> segments() {
        List<String> all = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            all.add(segment(i));
        }
        return Collections.unmodifiableList(all);
    }

    /** In its one spelling. */
    @Override
    public String toString() {
        return text;
    }
}
