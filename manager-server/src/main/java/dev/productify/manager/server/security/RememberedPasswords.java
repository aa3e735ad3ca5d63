package dev.productify.manager.server.security;

import dev.productify.manager.domain.machineuser.PasswordHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which passwords were found right lately, so that a service that signs in with every request does not pay for Argon2
 * each time. What is kept is an HMAC over the password and the hash that it matched, under a key that only this process
 * knows: from it nothing can be guessed, and with another hash, which is what a change of the password makes, it is no
 * longer found. Wrong passwords are never kept. Safe for use by many threads.
 */
final class RememberedPasswords {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final int MOST = 10_000;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final LongSupplier nanoTime;
    private final Map<ByteBuffer, Long> sinceNanos = new LinkedHashMap<>();

    RememberedPasswords(SecureRandom random) {
        this(random, System::nanoTime);
    }

    RememberedPasswords(SecureRandom random, LongSupplier nanoTime) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.nanoTime = nanoTime;
    }

    boolean knows(String password, PasswordHash hash) {
        ByteBuffer mark = mark(password, hash);
        synchronized (sinceNanos) {
            forgetOld();
            return sinceNanos.containsKey(mark);
        }
    }

    void remember(String password, PasswordHash hash) {
        ByteBuffer mark = mark(password, hash);
        synchronized (sinceNanos) {
            sinceNanos.remove(mark);
            sinceNanos.put(mark, nanoTime.getAsLong());
            forgetOld();
        }
    }

    /** The map is in the order of age. */
    private void forgetOld() {
        long now = nanoTime.getAsLong();
        var oldest = sinceNanos.values().iterator();
        while (oldest.hasNext()) {
            long age = now - oldest.next();
            if (sinceNanos.size() <= MOST && age < LIFETIME.toNanos()) {
                return;
            }
            oldest.remove();
        }
    }

    private ByteBuffer mark(String password, PasswordHash hash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // A PHC string holds no NUL, so the two parts cannot run into one another.
            mac.update(hash.phc().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
