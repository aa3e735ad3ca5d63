package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.regex.Pattern;

/**
 * An e-mail address: one {@code @} with something on both sides, no blanks or control characters, at most 254
 * characters (RFC 5321, section 4.5.3.1.3, less the angle brackets). Whether it exists is not looked at.
 */
public record Email(String value) {
    public static final int MAX_LENGTH = 254;

    private static final Pattern FORM = Pattern.compile(
            "[^\\s@\\p{Cntrl}\\p{Cs}]{1,64}@[^\\s@\\p{Cntrl}\\p{Cs}]+", Pattern.UNICODE_CHARACTER_CLASS);

    public Email {
        requireNonNull(value, "value");
        value = value.strip();
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw ManagerException.badInput(
                    "email must be an address such as name@example.com, at most 254 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
