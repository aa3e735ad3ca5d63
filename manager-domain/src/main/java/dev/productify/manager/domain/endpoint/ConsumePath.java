package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;

/**
 * Which paths an endpoint takes (contract E1): an exact path such as {@code /api/webhook}, or one with stars. A star between
 * slashes stands for one segment, a star at the end for one or more, none of them the empty one at the very first.
 *
 * <p>At most 500 characters, compared in the spelling of {@link RequestPath}; letters differ by case, and a slash at the end
 * makes a difference.
 */
public final class ConsumePath {
    public static final int MAX_LENGTH = 500;
    static final String STAR = "*";

    private final String text;
    private final List<String> segments;

    /** @throws ManagerException {@code BAD_USER_INPUT} when it is no such path; says why */
    public ConsumePath(String text) {
        requireNonNull(text, "text");
        if (text.length() > MAX_LENGTH) {
            throw ManagerException.badInput("consumeURL must have at most " + MAX_LENGTH + " characters");
        }
        RequestPath path = RequestPath.parse("consumeURL", text);
        this.text = path.toString();
        this.segments = path.segments();
        if (segments.stream().anyMatch(segment -> segment.contains(STAR) && !segment.equals(STAR))) {
            throw ManagerException.badInput("consumeURL may have a * only alone between slashes or at the end,"
                    + " for example /api/users/*; a literal star is %2A");
        }
    }

    /** Whether it ends with a star, which stands for any number of segments. */
    public boolean takesRest() {
        return segments.get(segments.size() - 1).equals(STAR);
    }

    /** Whether it has no star. */
    public boolean isExact() {
        return !segments.contains(STAR);
    }

    List<String> segments() {
        return segments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsumePath path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
