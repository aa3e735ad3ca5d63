package dev.productify.manager.domain.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.Name;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a personal access token: enough to recognise it and nothing to make it from.
 *
 * @param expiresAt from this instant on it is refused; absent: it does not expire
 * @param revokedAt since when it is refused for good
 */
public record PersonalAccessToken(
        PersonalAccessTokenId id,
        UserId user,
        Name name,
        TokenSelector selector,
        TokenHash hash,
        String displayPrefix,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Instant createdAt) {
    public PersonalAccessToken {
        requireNonNull(id, "id");
        requireNonNull(user, "user");
        requireNonNull(name, "name");
        requireNonNull(selector, "selector");
        requireNonNull(hash, "hash");
        requireNonNull(displayPrefix, "displayPrefix");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(revokedAt, "revokedAt");
        requireNonNull(lastUsedAt, "lastUsedAt");
        requireNonNull(createdAt, "createdAt");
    }

    public static PersonalAccessToken of(
            PersonalAccessTokenId id,
            UserId user,
            Name name,
            TokenText text,
            Optional<Instant> expiresAt,
            Instant now) {
        return new PersonalAccessToken(
                id,
                user,
                name,
                text.selector(),
                text.hash(),
                text.displayPrefix(),
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                now);
    }

    /** Whether the presented secret is this token's, and it is in force at that time. */
    public boolean admits(TokenText presented, Instant now) {
        return hash.equals(presented.hash()) && isInForce(now);
    }

    public boolean isInForce(Instant now) {
        return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }

    /** The fields that the audit log compares; of the secret the display prefix only. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("tokenPrefix", displayPrefix);
        fields.put("expiresAt", expiresAt.map(Instant::toString).orElse(null));
        fields.put("revoked", revokedAt.isPresent());
        return fields;
    }
}
