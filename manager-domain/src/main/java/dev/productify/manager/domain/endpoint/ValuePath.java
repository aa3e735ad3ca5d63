package dev.productify.manager.domain.endpoint;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names values in a JSON document by the members that lead to them, whatever arrays lie between: {@code /order/line/@id}. A
 * {@code *} stands for one member of any name; {@code //id} names every member {@code id}. In a name {@code ~1} stands for a
 * slash and {@code ~0} for a tilde (RFC 6901). At most 500 characters and 50 names.
 */
public record ValuePath(boolean anywhere, List<String> names) {
    public static final int MAX_LENGTH = 500;
    public static final int MAX_NAMES = 50;
    public static final String ANY = "*";

    public ValuePath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path has names");
        }
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when it is no such path; says why */
    public static ValuePath parse(String text) {
        requireNonNull(text, "text");
        if (text.length() > MAX_LENGTH || !text.startsWith("/") || text.indexOf(0) >= 0 || hasLoneSurrogate(text)) {
            throw refused();
        }
        boolean anywhere = text.startsWith("//");
        List<String> names = new ArrayList<>();
        for (String part : text.substring(anywhere ? 2 : 1).split("/", -1)) {
            if (part.isEmpty() || part.replace("~0", "").replace("~1", "").indexOf('~') >= 0) {
                throw refused();
            }
            names.add(part.replace("~1", "/").replace("~0", "~"));
        }
        if (names.size() > MAX_NAMES) {
            throw refused();
        }
        return new ValuePath(anywhere, names);
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static ManagerException refused() {
        return ManagerException.badInput("a path is /order/line or //line: at most " + MAX_NAMES
                + " names behind slashes and " + MAX_LENGTH + " characters, ~1 for a slash in a name, ~0 for a tilde");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(anywhere ? "/" : "");
        names.forEach(name -> text.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
