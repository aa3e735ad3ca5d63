package dev.productify.manager.server.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A known text sealed with a key (AES-256-GCM). Kept beside sealed data, it tells whether a key is the one that sealed
 * them.
 */
public final class Canary {
    private static final byte[] TEXT = "Productify Manager canary 1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Canary() {}

    /** Base64 of nonce and sealed text; different each time. */
    public static String seal(SecretsKey key) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(TEXT);
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException every) {
            throw new IllegalStateException("Every JVM has AES-GCM", every);
        }
    }

    /** Whether this key sealed that text. Anything else, malformed text too, is false. */
    public static boolean opens(SecretsKey key, String sealed) {
        try {
            byte[] both = Base64.getDecoder().decode(sealed);
            if (both.length != NONCE_BYTES + TEXT.length + TAG_BITS / 8) {
                return false;
            }
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
            byte[] opened = cipher.doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return MessageDigest.isEqual(opened, TEXT);
        } catch (IllegalArgumentException | AEADBadTagException other) {
            return false;
        } catch (GeneralSecurityException every) {
            throw new IllegalStateException("Every JVM has AES-GCM", every);
        }
    }

    private static Cipher cipher(int mode, SecretsKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
