package dev.productify.manager.ports.signin;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.limits.Rate;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.PasswordHasher;
import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.token.TokenKind;
import dev.productify.manager.domain.token.TokenText;
import dev.productify.manager.ports.limits.Throttle;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which machine user presents a secret (contract A4 to A6).
 *
 * <p>What begins like a token of ours is one or nothing: it is never hashed slowly, and it is looked up by itself, not by
 * the name, so that the time tells nothing of names. Everything else is a password and costs one slow hash, whether the
 * name exists or not. Whoever fails too often under a name from one source, or from one source under any names, has to
 * wait; a right token is taken all the same.
 */
public final class MachineSignIn {
    /** How many failures one source may have under one name at once, and how long it is until a further one. */
    static final Rate UNDER_A_NAME = new Rate(1, Duration.ofSeconds(30), 10);

    /** The same for a source, whatever the names. */
    static final Rate OF_A_SOURCE = new Rate(1, Duration.ofSeconds(3), 100);

    private static final int MOST_REMEMBERED = 10_000;

    private final KnownMachineUsers users;
    private final PasswordHasher hasher;
    private final InstantSource clock;
    private final Throttle<Attempt> names;
    private final Throttle<String> sources;
    private final LastUses uses;

    /** @param uses is told of every sign-in that succeeds */
    public MachineSignIn(KnownMachineUsers users, PasswordHasher hasher, InstantSource clock, LastUses uses) {
        this.users = requireNonNull(users, "users");
        this.hasher = requireNonNull(hasher, "hasher");
        this.clock = requireNonNull(clock, "clock");
        this.uses = requireNonNull(uses, "uses");
        this.names = new Throttle<>(clock, UNDER_A_NAME, MOST_REMEMBERED);
        this.sources = new Throttle<>(clock, OF_A_SOURCE, MOST_REMEMBERED);
    }

    /**
     * @param name key of the username; empty for what can be none
     * @param source address it comes from
     */
    private record Attempt(String name, String source) {}

    /** The machine user whose token that is. */
    public Optional<MachineUser> byToken(TokenText token) {
        if (token.kind() != TokenKind.MACHINE_USER) {
            return Optional.empty();
        }
        return used(owner(token));
    }

    private Optional<MachineUser> owner(TokenText token) {
        return users.bySelector().get(token.selector()).filter(user -> user.admits(token, clock.instant()));
    }

    private Optional<MachineUser> used(Optional<MachineUser> found) {
        found.ifPresent(user -> uses.used(user, clock.instant()));
        return found;
    }

    /**
     * The machine user of that name, when the secret, a token or a password, is its.
     *
     * @param source where it comes from, as far as that is believed
     * @throws ManagerException {@code RATE_LIMITED} after too many failures
     */
    public Optional<MachineUser> byName(String username, String secret, String source) {
        Optional<Username> name = username(username);
        Attempt attempt = new Attempt(name.map(Username::key).orElse(""), source);
        return used(TokenText.hasPrefix(secret) ? byToken(name, secret, attempt) : byPassword(name, secret, attempt));
    }

    private Optional<MachineUser> byToken(Optional<Username> name, String secret, Attempt attempt) {
        Optional<MachineUser> found = TokenText.parse(secret)
                .filter(token -> token.kind() == TokenKind.MACHINE_USER)
                .flatMap(this::owner)
                .filter(user -> name.filter(
                                given -> given.key().equals(user.username().key()))
                        .isPresent());
        if (found.isEmpty()) {
            requirePatience(attempt);
            failed(attempt);
        }
        return found;
    }

    private Optional<MachineUser> byPassword(Optional<Username> name, String secret, Attempt attempt) {
        requirePatience(attempt);
        Optional<MachineUser> user = name.flatMap(users::named);
        boolean right = hasher.matches(secret, user.flatMap(MachineUser::password));
        if (right && user.filter(MachineUser::enabled).isPresent()) {
            return user;
        }
        failed(attempt);
        return Optional.empty();
    }

    private static Optional<Username> username(String text) {
        try {
            return Optional.of(new Username(text));
        } catch (ManagerException notOne) {
            return Optional.empty();
        }
    }

    private void requirePatience(Attempt attempt) {
        names.wait(attempt).or(() -> sources.wait(attempt.source())).ifPresent(wait -> {
            throw tooMany(wait);
        });
    }

    static ManagerException tooMany(Duration wait) {
        return new ManagerException(ErrorCode.RATE_LIMITED, "Too many failed attempts; try again later")
                .retryAfter(wait);
    }

    private void failed(Attempt attempt) {
        names.count(attempt);
        sources.count(attempt.source());
    }
}
