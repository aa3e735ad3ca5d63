package dev.productify.manager.ports.testing;

import dev.productify.manager.domain.machineuser.ChosenPassword;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashes that cost nothing, for tests of business rules: no more secret than the password itself. Counts what it checks. */
public final class PlainPasswords implements PasswordHasher {
    private static final PasswordHash.Cost COST = new PasswordHash.Cost(8, 1, 1);

    private final AtomicInteger checks = new AtomicInteger();

    /** How many passwords were checked, those that had nothing to be checked against included. */
    public int checks() {
        return checks.get();
    }

    @Override
    public PasswordHash hash(ChosenPassword password) {
        return PasswordHash.of(COST, new byte[16], digest(password.text()));
    }

    @Override
    public boolean matches(String presented, Optional<PasswordHash> kept) {
        checks.incrementAndGet();
        return kept.filter(hash -> hash.is(digest(presented))).isPresent();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
