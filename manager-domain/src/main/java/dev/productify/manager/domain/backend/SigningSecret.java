package dev.productify.manager.domain.backend;

import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What both sides know of the signatures of callbacks: a key for HMAC-SHA256 of 24 to 64 bytes, written as {@code whsec_} and
 * its base64 (Standard Webhooks 1.0.0, "Signature scheme"). Its text form shows nothing; {@link #reveal} does.
 */
public final class SigningSecret {
    public static final String PREFIX = "whsec_";

    private static final int LEAST = 24;
    private static final int MOST = 64;
    /** Of new ones. */
    private static final int LENGTH = 32;

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    /** @param random a cryptographically strong source */
    public static SigningSecret generate(RandomGenerator random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return new SigningSecret(key);
    }

    /** @throws ManagerException {@code BAD_USER_INPUT} when it is none */
    public static SigningSecret parse(String text) {
        if (text.startsWith(PREFIX)) {
            try {
                byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (key.length >= LEAST && key.length <= MOST) {
                    return new SigningSecret(key);
                }
            } catch (IllegalArgumentException notBase64) {
                // said below
            }
        }
        throw ManagerException.badInput(
                "a signing secret is " + PREFIX + " and the base64 of " + LEAST + " to " + MOST + " bytes");
    }

    /** The secret itself. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** The signature of a message, as one item of the header {@code webhook-signature}. */
    String sign(String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "***";
    }
}
