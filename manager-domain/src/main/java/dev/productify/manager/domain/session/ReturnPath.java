package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.regex.Pattern;

/**
 * Where a browser goes once somebody is signed in: a path on the origin that it came from, with a query if need be, and
 * nothing that a browser could take for another origin. At most {@value #MAX_LENGTH} characters of visible ASCII; others are to be
 * percent-encoded.
 *
 * <p>Browsers read {@code \} as {@code /} and drop tabs and line breaks (WHATWG URL), so none of these may be in it.
 */
public record ReturnPath(String value) {
    public static final int MAX_LENGTH = 1000;

    // One slash, and no second one behind it, not even after dots that a browser would take away.
    private static final Pattern FORM = Pattern.compile("/(?![/.]*/)[!-\\[\\]-~]*");

    public static final ReturnPath ROOT = new ReturnPath("/");

    public ReturnPath {
        requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw ManagerException.badInput("return_to must be a path on this host that begins with one /, such as"
                    + " /projects?tab=2, of at most " + MAX_LENGTH + " characters of ASCII without \\ and blanks");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
