package dev.productify.manager.domain.idempotency;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;
import java.util.Optional;

/**
 * What a client calls a request, so that it can repeat it without a second effect. Keys of different callers have nothing to do
 * with each other.
 *
 * @param value 1 to {@value #MOST_LENGTH} visible characters of ASCII
 */
public record IdempotencyKey(String value) {
    /** The header that carries it. */
    public static final String HEADER = "Idempotency-Key";

    /** The header of an answer that was given before, with the value {@code true}. */
    public static final String REPLAYED = "Idempotent-Replayed";

    public static final int MOST_LENGTH = 255;

    public IdempotencyKey {
        if (value.isEmpty() || value.length() > MOST_LENGTH || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw ManagerException.badInput(HEADER + " has 1 to " + MOST_LENGTH
                    + " visible characters of ASCII; a UUID for each request is best");
        }
    }

    /**
     * Reads the header: a string of structured fields ({@code "8e03978e"}, RFC 9651, as
     * draft-ietf-httpapi-idempotency-key-header has it), or the same without quotes, as many clients send it. Both are one key.
     *
     * @param values of all headers of that name
     * @return empty when there is none
     * @throws ManagerException {@code BAD_USER_INPUT} when there are several, or it is no key
     */
    public static Optional<IdempotencyKey> ofHeaders(List<String> values) {
        if (values.size() > 1) {
            throw ManagerException.badInput(
                    HEADER + " is given more than once; which one is meant is for nobody to guess");
        }
        return values.stream().findFirst().map(String::strip).map(IdempotencyKey::parsed);
    }

    private static IdempotencyKey parsed(String text) {
        return new IdempotencyKey(text.startsWith("\"") ? unquoted(text) : text);
    }

    private static String unquoted(String text) {
        StringBuilder value = new StringBuilder(text.length());
        int last = text.length() - 1;
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            boolean escapes = c == '\\' && i + 1 < last && "\"\\".indexOf(text.charAt(i + 1)) >= 0;
            if (escapes) {
                c = text.charAt(++i);
            } else if (c == '\\' || c == '"') {
                throw malformed();
            }
            value.append(c);
        }
        if (last < 1 || text.charAt(last) != '"') {
            throw malformed();
        }
        return value.toString();
    }

    private static ManagerException malformed() {
        return ManagerException.badInput(HEADER + " is one string in quotes, or the same without any");
    }

    @Override
    public String toString() {
        return value;
    }
}
