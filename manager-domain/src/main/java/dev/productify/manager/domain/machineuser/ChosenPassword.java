package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenText;

/**
 * A password that somebody chose: 12 to 128 characters, none of them a control character, because Basic authentication
 * has no place for those (RFC 7617, section 2). It never begins like a generated token, so that the two are told apart by
 * their looks. Its {@code toString} shows nothing.
 */
public record ChosenPassword(String text) {
    public static final int LEAST_LENGTH = 12;
    public static final int MOST_LENGTH = 128;

    public ChosenPassword {
        int length = requireNonNull(text, "text").codePointCount(0, text.length());
        if (length < LEAST_LENGTH || length > MOST_LENGTH) {
            throw ManagerException.badInput(
                    "hashedKey: a password must have " + LEAST_LENGTH + " to " + MOST_LENGTH + " characters");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw ManagerException.badInput("hashedKey: a password must not contain control characters");
        }
        if (TokenText.hasPrefix(text)) {
            throw ManagerException.badInput(
                    "hashedKey: a password must not begin like a token; " + SecretChoice.GENERATE + " generates one");
        }
    }

    @Override
    public String toString() {
        return "ChosenPassword[…]";
    }
}
