package dev.productify.manager.domain.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A secret as it is stored. The bytes begin with the version 1 of this form, followed by the key's id (4 bytes), the nonce
 * (12) and what AES-256-GCM made of the secret, with its tag (16) at the end.
 */
public final class SealedSecret {
    static final byte VERSION = 1;
    static final int KEY_ID = 4;
    static final int NONCE = 12;
    static final int TAG = 16;
    private static final int LEAST = 1 + KEY_ID + NONCE + TAG;

    private final byte[] bytes;

    private SealedSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param bytes as {@link #toBytes} gave them
     * @throws IllegalArgumentException when they have another form
     */
    public static SealedSecret ofBytes(byte[] bytes) {
        if (bytes.length < LEAST || bytes[0] != VERSION) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are no sealed secret");
        }
        return new SealedSecret(bytes.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Which key opens it: 8 hexadecimal digits. */
    public String keyId() {
        return HexFormat.of().formatHex(bytes, 1, 1 + KEY_ID);
    }

    byte[] nonce() {
        return Arrays.copyOfRange(bytes, 1 + KEY_ID, 1 + KEY_ID + NONCE);
    }

    byte[] encrypted() {
        return Arrays.copyOfRange(bytes, 1 + KEY_ID + NONCE, bytes.length);
    }

    /** What is authenticated besides the secret: form and key, so that neither can be exchanged. */
    byte[] header() {
        return Arrays.copyOf(bytes, 1 + KEY_ID);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSecret sealed && Arrays.equals(bytes, sealed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Names the key and nothing else. */
    @Override
    public String toString() {
        return "SealedSecret[key " + keyId() + "]";
    }
}
