package dev.productify.manager.domain.settings;

import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;

/**
 * A setting that the Manager gives no meaning to (contract S4).
 *
 * @param key 1 to 200 characters on one line, without blanks around them
 * @param value up to 64 KiB in UTF-8, kept as it is; it may be empty, and line breaks and tabs are allowed
 */
public record KeyValuePair(String key, String value) {
    public static final int MAX_KEY_LENGTH = 200;
    public static final int MAX_VALUE_BYTES = 64 * 1024;

    /** @throws ManagerException {@code BAD_USER_INPUT} */
    public KeyValuePair {
        SettingTexts.requireWord("Key", key);
        // Each unit of the string takes at least one byte: what is far too long need not be encoded.
        if (value.length() > MAX_VALUE_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw ManagerException.badInput("The Value of the Key " + key + " must have at most 64 KiB");
        }
        if (value.codePoints().anyMatch(KeyValuePair::forbidden)) {
            throw ManagerException.badInput("The Value of the Key " + key + " must not contain control characters");
        }
    }

    private static boolean forbidden(int c) {
        return c != '\n' && c != '\r' && c != '\t' && SettingTexts.isControl(c);
    }
}
