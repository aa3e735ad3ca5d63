package dev.productify.manager.domain.session;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.domain.token.TokenText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A browser in which somebody is signed in: what is kept of its secret is enough to recognise it and nothing to make it from.
 *
 * @param createdAt when they signed in
 * @param lastUsedAt noted once a minute at most
 * @param expiresAt from this instant on it is refused, however much it is used
 * @param sourceAddress where they signed in from, as far as it is believed
 * @param userAgent what their browser called itself
 */
public record Session(
        SessionId id,
        UserId user,
        TokenSelector selector,
        TokenHash hash,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        Optional<String> sourceAddress,
        Optional<String> userAgent) {
    /** A person has no more at once; signing in once more ends the one that was used longest ago. */
    public static final int MOST_PER_USER = 50;

    public Session {
        requireNonNull(id, "id");
        requireNonNull(user, "user");
        requireNonNull(selector, "selector");
        requireNonNull(hash, "hash");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(lastUsedAt, "lastUsedAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(sourceAddress, "sourceAddress");
        requireNonNull(userAgent, "userAgent");
    }

    /** A new one, by a secret that nobody had before. */
    public static Session begin(
            SessionId id,
            UserId user,
            TokenText secret,
            SessionTimes times,
            Optional<String> sourceAddress,
            Optional<String> userAgent,
            Instant now) {
        return new Session(
                id,
                user,
                secret.selector(),
                secret.hash(),
                now,
                now,
                now.plus(times.lifetime()),
                sourceAddress,
                userAgent);
    }

    /** Whether the presented secret is this session's. */
    public boolean isProvedBy(TokenText presented) {
        return hash.equals(presented.hash());
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether nobody used it for so long. */
    public boolean isIdle(Duration idle, Instant now) {
        return !now.isBefore(lastUsedAt.plus(idle));
    }

    /** The same session, used at that time. */
    public Session usedAt(Instant time) {
        return new Session(id, user, selector, hash, createdAt, time, expiresAt, sourceAddress, userAgent);
    }

    /** The fields that the audit log compares; of the secret nothing. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user", user.value().toString());
        fields.put("expiresAt", expiresAt.toString());
        return fields;
    }
}
