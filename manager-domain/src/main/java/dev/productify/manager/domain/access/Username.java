package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name by which a person signs in and is shown: 1 to 100 characters of ASCII letters, digits and {@code . _ @ + -},
 * starting with a letter or digit, unique over the installation ignoring case. It is kept as written; {@link #key()} is
 * what is compared.
 */
public record Username(String value) {
    public static final int MAX_LENGTH = 100;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}");

    public Username {
        requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw ManagerException.badInput(
                    "username must be 1 to 100 letters, digits or . _ @ + -, and start with a" + " letter or digit");
        }
    }

    /** The form in which two usernames are compared. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /**
     * This name, or, when it is taken, the first free one of {@code name-2}, {@code name-3} … (contract A8); a name that
     * would get too long is shortened.
     *
     * @param taken the {@linkplain #key() keys} of the names that somebody has
     */
    public Username orNextFree(Set<String> taken) {
        Username candidate = this;
        for (int number = 2; taken.contains(candidate.key()); number++) {
            String suffix = "-" + number;
            int length = Math.min(value.length(), MAX_LENGTH - suffix.length());
            candidate = new Username(value.substring(0, length) + suffix);
        }
        return candidate;
    }

    @Override
    public String toString() {
        return value;
    }
}
