package dev.productify.manager.domain.pilet;

import dev.productify.manager.domain.shared.ManagerException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of some bytes, by which they are told apart, kept once, and checked.
 *
 * @param hex 64 digits in lower case
 */
public record ContentHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public ContentHash {
        if (!isOne(hex)) {
            throw ManagerException.badInput("A hash is 64 hexadecimal digits in lower case");
        }
    }

    /** Whether the text has the form of one. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** @param digest 32 bytes */
    public static ContentHash of(byte[] digest) {
        return new ContentHash(HexFormat.of().formatHex(digest));
    }

    /**
     * Makes sure that bytes are those that were hashed.
     *
     * @throws IllegalStateException when they are not: whatever kept them changed them
     */
    public void requireOf(byte[] bytes) {
        try {
            if (!equals(of(MessageDigest.getInstance("SHA-256").digest(bytes)))) {
                throw new IllegalStateException("a content is not what it was when it was kept: " + hex);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As Subresource Integrity writes it: {@code sha256-} and base64. */
    public String integrity() {
        return "sha256-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        return hex;
    }
}
