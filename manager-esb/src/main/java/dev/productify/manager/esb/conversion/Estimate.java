package dev.productify.manager.esb.conversion;

/**
 * How much memory the conversion of a body takes: its text, the trees that are made of it, and what is written. A few bytes of
 * braces become objects of many times their size, so parts are counted besides bytes.
 */
final class Estimate {
    /** Text, values and what is written, each of them in up to two bytes a character, and twice while it grows. */
    private static final int OF_BYTE = 12;

    /** An element or member in both trees, with the collections that hold it. */
    private static final int OF_PART = 500;

    private Estimate() {}

    /** @param body unpacked */
    static long of(byte[] body, boolean json) {
        int parts = 0;
        for (byte b : body) {
            boolean begins = json ? b == ',' || b == ':' || b == '{' || b == '[' : b == '<' || b == '=';
            if (begins && ++parts == Limits.NODES) {
                break; // no more are read
            }
        }
        return (long) OF_BYTE * body.length + (long) OF_PART * parts;
    }
}
