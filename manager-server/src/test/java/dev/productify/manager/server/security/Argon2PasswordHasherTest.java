package dev.productify.manager.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.productify.manager.domain.machineuser.ChosenPassword;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class Argon2PasswordHasherTest {
    private static final PasswordHash.Cost CHEAP = new PasswordHash.Cost(64, 1, 1);
    private static final String PASSWORD = "correct horse battery";

    private final AtomicLong nanos = new AtomicLong();
    private final RememberedPasswords remembered = new RememberedPasswords(new SecureRandom(), nanos::get);
    private final Argon2PasswordHasher hasher = hasher(1);

    private Argon2PasswordHasher hasher(int atOnce) {
        return new Argon2PasswordHasher(CHEAP, new SecureRandom(), remembered, atOnce);
    }

    /** Made by the reference implementation: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 -e}. */
    @Test
    void hashesOfTheReferenceImplementationAreUnderstood() {
        Optional<PasswordHash> known = Optional.of(PasswordHash.parse(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));

        assertThat(hasher.matches("password", known)).isTrue();
        assertThat(hasher.matches("Password", known)).isFalse();
    }

    @Test
    void aHashMatchesItsPasswordAndNoOther() {
        PasswordHash hash = hasher.hash(new ChosenPassword(PASSWORD));

        assertThat(hash.cost()).isEqualTo(CHEAP);
        assertThat(hasher.matches(PASSWORD, Optional.of(hash))).isTrue();
        assertThat(hasher.matches(PASSWORD + " ", Optional.of(hash))).isFalse();
        assertThat(hasher.matches("", Optional.of(hash))).isFalse();
        assertThat(hasher.hash(new ChosenPassword(PASSWORD))).isNotEqualTo(hash);
    }

    @Test
    void withoutAHashNothingMatches() {
        assertThat(hasher.matches(PASSWORD, Optional.empty())).isFalse();
    }

    @Test
    void whatIsLongerThanAnyPasswordIsNotEvenComputed() {
        Argon2PasswordHasher closed = hasher(0);

        assertThat(closed.matches("x".repeat(129), Optional.empty())).isFalse();
        assertThat(catchThrowableOfType(
                        ManagerException.class, () -> closed.matches("x".repeat(128), Optional.empty())))
                .isNotNull();
    }

    @Test
    void whoGetsNoTurnIsToldToComeBack() {
        ManagerException refusal =
                catchThrowableOfType(ManagerException.class, () -> hasher(0).hash(new ChosenPassword(PASSWORD)));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.retryAfter()).contains(Argon2PasswordHasher.LONGEST_WAIT);
    }

    @Test
    void aRightPasswordIsRememberedForAWhile() {
        PasswordHash hash = hasher.hash(new ChosenPassword(PASSWORD));
        Argon2PasswordHasher closed = hasher(0);
        hasher.matches(PASSWORD, Optional.of(hash));

        assertThat(closed.matches(PASSWORD, Optional.of(hash))).isTrue();
        nanos.addAndGet(RememberedPasswords.LIFETIME.toNanos() - 1);
        assertThat(closed.matches(PASSWORD, Optional.of(hash))).isTrue();
        nanos.addAndGet(1);
        assertThat(remembered.knows(PASSWORD, hash)).isFalse();
    }

    @Test
    void nothingElseIsRemembered() {
        PasswordHash hash = hasher.hash(new ChosenPassword(PASSWORD));
        PasswordHash next = hasher.hash(new ChosenPassword(PASSWORD));
        hasher.matches(PASSWORD, Optional.of(hash));
        hasher.matches("wrong horse battery", Optional.of(hash));

        assertThat(remembered.knows("wrong horse battery", hash)).isFalse();
        // The same password, set again: what was known of it before is gone.
        assertThat(remembered.knows(PASSWORD, next)).isFalse();
    }

    @Test
    void memoryIsBounded() {
        PasswordHash hash = hasher.hash(new ChosenPassword(PASSWORD));
        for (int i = 0; i <= RememberedPasswords.MOST; i++) {
            remembered.remember("password number " + i, hash);
        }

        assertThat(remembered.knows("password number 0", hash)).isFalse();
        assertThat(remembered.knows("password number 1", hash)).isTrue();
        assertThat(RememberedPasswords.LIFETIME).isEqualTo(Duration.ofMinutes(5));
    }
}
