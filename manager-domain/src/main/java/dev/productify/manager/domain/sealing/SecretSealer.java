package dev.productify.manager.domain.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with one key: AES-256-GCM (NIST SP 800-38D) with a nonce of 96 random bits for each secret, which stays far
 * below the 2³² secrets for one key that the standard allows. Safe for use by several threads if the source of
 * randomness is.
 */
public final class SecretSealer {
    /** Length of a key in bytes. */
    public static final int KEY_LENGTH = 32;

    private final byte[] keyId;
    private final SecretKey key;
    private final RandomGenerator random;

    /**
     * @param keyId 8 hexadecimal digits by which the key is known
     * @param key 32 bytes
     * @param random a cryptographically strong source
     */
    public SecretSealer(String keyId, byte[] key, RandomGenerator random) {
        this.keyId = HexFormat.of().parseHex(keyId);
        if (this.keyId.length != SealedSecret.KEY_ID || key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes and an id of 8 hexadecimal digits");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** Whether the secret was sealed with this key. */
    public boolean sealed(SealedSecret secret) {
        return secret.keyId().equals(HexFormat.of().formatHex(keyId));
    }

    /** @param belonging without which it cannot be opened */
    public SealedSecret seal(String secret, Belonging belonging) {
        byte[] nonce = new byte[SealedSecret.NONCE];
        random.nextBytes(nonce);
        byte[] header = ByteBuffer.allocate(1 + SealedSecret.KEY_ID)
                .put(SealedSecret.VERSION)
                .put(keyId)
                .array();
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, nonce, header, belonging).doFinal(SealedSecret.utf8(secret));
            return SealedSecret.ofBytes(ByteBuffer.allocate(header.length + nonce.length + encrypted.length)
                    .put(header)
                    .put(nonce)
                    .put(encrypted)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * The secret.
     *
     * @throws IllegalStateException when it was sealed with another key, belongs elsewhere, or was tampered with
     */
    public String open(SealedSecret sealed, Belonging belonging) {
        if (!sealed(sealed)) {
            throw new IllegalStateException("a secret is sealed with the key " + sealed.keyId() + ", not with "
                    + HexFormat.of().formatHex(keyId));
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed.nonce(), sealed.header(), belonging);
            return new String(cipher.doFinal(sealed.encrypted()), StandardCharsets.UTF_8);
        } catch (AEADBadTagException notTheSame) {
            throw new IllegalStateException(
                    "a sealed secret does not belong to " + belonging.text() + ", or was changed", notTheSame);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * By what a text is recognised, which tells nothing of it to whoever has not the key: HMAC-SHA-256 (RFC 2104), with a key
     * made of the sealer's for the purpose, so that tags of different purposes have nothing to do with each other.
     *
     * @return 64 hexadecimal digits in lower case
     */
    public String tag(String purpose, String text) {
        byte[] ofPurpose = hmac(key.getEncoded(), "tag/" + purpose);
        return HexFormat.of().formatHex(hmac(ofPurpose, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(SealedSecret.utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] header, Belonging belonging) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(SealedSecret.TAG * 8, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(SealedSecret.utf8(belonging.text()));
        return cipher;
    }
}
