package dev.productify.manager.domain.pilet;

import dev.productify.manager.domain.shared.ManagerException;
import java.util.regex.Pattern;

/**
 * The name of an npm package, which a pilet is: {@code my-pilet} or, within a scope, {@code @my-org/my-pilet}. Lower case,
 * and nothing that would have to be escaped in an address (the rules of {@code validate-npm-package-name} for new packages).
 *
 * @param value at most {@value #MAX_LENGTH} characters
 */
public record PiletName(String value) {
    public static final int MAX_LENGTH = 214;

    private static final Pattern FORM = Pattern.compile("(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*");

    public PiletName {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw ManagerException.badInput(
                    "The name of a pilet is that of an npm package, such as my-pilet or @my-org/my-pilet: small letters,"
                            + " digits, . _ ~ and -, at most " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
