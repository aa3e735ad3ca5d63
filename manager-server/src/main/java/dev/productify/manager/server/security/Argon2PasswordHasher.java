package dev.productify.manager.server.security;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.ChosenPassword;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106). At most as many computations run at once as there are processors, so that sign-ins can neither
 * take the machine from everybody else nor more memory than that many times the cost; who waits longer than 2 s for a
 * turn is refused. Passwords that were right are remembered for a while ({@link RememberedPasswords}). Safe for use by
 * many threads.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final PasswordHash.Cost cost;
    private final SecureRandom random;
    private final Semaphore turns;
    private final RememberedPasswords remembered;
    private final PasswordHash decoy;

    /** @param cost of the hashes that are made here; those that came from outside have their own */
    public Argon2PasswordHasher(PasswordHash.Cost cost, SecureRandom random) {
        this(cost, random, new RememberedPasswords(random), Runtime.getRuntime().availableProcessors());
    }

    Argon2PasswordHasher(PasswordHash.Cost cost, SecureRandom random, RememberedPasswords remembered, int atOnce) {
        this.cost = requireNonNull(cost, "cost");
        this.random = requireNonNull(random, "random");
        this.remembered = requireNonNull(remembered, "remembered");
        this.turns = new Semaphore(atOnce, true);
        // No password leads to bytes that were drawn by lot.
        this.decoy = PasswordHash.of(cost, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    @Override
    public PasswordHash hash(ChosenPassword password) {
        byte[] salt = bytes(SALT_BYTES);
        return PasswordHash.of(cost, salt, computed(password.text(), cost, salt, HASH_BYTES));
    }

    @Override
    public boolean matches(String presented, Optional<PasswordHash> kept) {
        if (presented.codePointCount(0, presented.length()) > ChosenPassword.MOST_LENGTH) {
            return false;
        }
        if (kept.isPresent() && remembered.knows(presented, kept.get())) {
            return true;
        }
        PasswordHash hash = kept.orElse(decoy);
        boolean same = hash.is(computed(presented, hash.cost(), hash.salt(), hash.length()));
        if (same && kept.isPresent()) {
            remembered.remember(presented, hash);
        }
        return same && kept.isPresent();
    }

    private byte[] computed(String password, PasswordHash.Cost cost, byte[] salt, int length) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build();
        byte[] hash = new byte[length];
        takeTurn();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            turns.release();
        }
        return hash;
    }

    private void takeTurn() {
        boolean mine = false;
        try {
            mine = turns.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw new ManagerException(ErrorCode.UNAVAILABLE, "Too many passwords are being checked; try again later")
                    .retryAfter(LONGEST_WAIT);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
