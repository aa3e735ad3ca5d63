package dev.productify.manager.rest.pilet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a representation (RFC 9110, section 14).
 *
 * @param first of its bytes, counted from 0
 * @param last of its bytes; before the first: none can be sent
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    /**
     * The range that is asked for.
     *
     * @param header {@code null} when there is none
     * @return empty for the whole: also for several ranges and what cannot be read, which a server may pass over
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher one = ONE.matcher(header == null ? "" : header);
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long suffix = Long.parseLong(one.group(2));
            return Optional.of(suffix == 0 ? unsatisfiable() : new ByteRange(Math.max(0, size - suffix), size - 1));
        }
        long first = Long.parseLong(one.group(1));
        long last = one.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(one.group(2)), size - 1);
        if (!one.group(2).isEmpty() && Long.parseLong(one.group(2)) < first) {
            return Optional.empty();
        }
        return Optional.of(first >= size ? unsatisfiable() : new ByteRange(first, last));
    }

    private static ByteRange unsatisfiable() {
        return new ByteRange(0, -1);
    }

    boolean isSatisfiable() {
        return last >= first;
    }

    long length() {
        return last - first + 1;
    }
}
