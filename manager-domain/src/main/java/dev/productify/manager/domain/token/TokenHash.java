package dev.productify.manager.domain.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a whole secret: what is stored in its place. The secret has 256 random bits, so there is nothing to guess and
 * a slow hash would only slow us down. Comparison takes the same time wherever the difference is.
 */
public final class TokenHash {
    private final byte[] bytes;

    /** To be cloned only: to look for the algorithm again takes longer than to hash a token, and each request hashes one. */
    private static final MessageDigest UNUSED = sha256();

    private TokenHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static TokenHash ofSecret(String text) {
        try {
            MessageDigest digest = (MessageDigest) UNUSED.clone();
            return new TokenHash(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param hash 32 bytes as {@link #toBytes} gave them */
    public static TokenHash ofBytes(byte[] hash) {
        if (hash.length != 32) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + hash.length);
        }
        return new TokenHash(hash.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    @Override
    public String toString() {
        return "TokenHash[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
    }
}
