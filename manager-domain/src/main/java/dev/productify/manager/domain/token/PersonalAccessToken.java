package dev.productify.manager.domain.token;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /**
     * What a caller gives for a new token.
     *
     * @param expiresAt to the millisecond; absent: it does not expire by itself
     */
    public record Draft(Name name, Optional<Instant> expiresAt) {
        // RFC 3339 writes no later year, so no later time could be answered.
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

        /** @throws ManagerException {@code BAD_USER_INPUT} for an expiry after the year 9999 */
        public Draft {
            requireNonNull(name, "name");
            expiresAt = expiresAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
            if (expiresAt.filter(LATEST::isBefore).isPresent()) {
                throw ManagerException.badInput("expiresAt must not lie after the year 9999");
            }
        }
    }

    /**
     * A new token (contract A10).
     *
     * @param makerExpiresAt when the token ends by which the caller is authenticated, if it does: this one ends then at the
     *     latest, and takes that time over where the draft names none
     * @throws ManagerException {@code BAD_USER_INPUT} for an expiry that has passed, or that is later than the maker's
     */
    public static PersonalAccessToken create(
            PersonalAccessTokenId id,
            UserId user,
            Draft draft,
            TokenText text,
            Optional<Instant> makerExpiresAt,
            Instant now) {
        Optional<Instant> expiresAt = draft.expiresAt().or(() -> makerExpiresAt);
        if (expiresAt.filter(time -> !time.isAfter(now)).isPresent()) {
            throw ManagerException.badInput("expiresAt must lie in the future; leave it out for a token that stays");
        }
        if (makerExpiresAt.filter(expiresAt.orElse(now)::isAfter).isPresent()) {
            throw ManagerException.badInput("expiresAt must not be later than " + makerExpiresAt.get()
                    + ", when the token ends that this call was made with");
        }
        return of(id, user, draft.name(), text, expiresAt, now);
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

    /** The token refused from now on, for good; this very object when it was revoked before. */
    public PersonalAccessToken revoked(Instant now) {
        return isRevoked()
                ? this
                : new PersonalAccessToken(
                        id,
                        user,
                        name,
                        selector,
                        hash,
                        displayPrefix,
                        expiresAt,
                        Optional.of(now),
                        lastUsedAt,
                        createdAt);
    }

    public boolean isRevoked() {
        return revokedAt.isPresent();
    }

    /** When its owner last changed it. Being used is no change. */
    public Instant updatedAt() {
        return revokedAt.orElse(createdAt);
    }

    /** The fields that the audit log compares; of the secret the display prefix only. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("tokenPrefix", displayPrefix);
        fields.put("expiresAt", expiresAt.map(Instant::toString).orElse(null));
        fields.put("revoked", isRevoked());
        return fields;
    }
}
