package dev.productify.manager.jdbc.token;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.token.PersonalAccessToken;
import dev.productify.manager.domain.token.PersonalAccessTokenId;
import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code personal_access_token}. */
public record PersonalAccessTokenRow(
        UUID id,
        UUID userId,
        String name,
        String selector,
        byte[] hash,
        String displayPrefix,
        Instant expiresAt,
        Instant revokedAt,
        Instant lastUsedAt,
        Instant createdAt) {

    static final String COLUMNS = Columns.of("t", PersonalAccessTokenRow.class);

    static PersonalAccessTokenRow of(PersonalAccessToken token) {
        return new PersonalAccessTokenRow(
                token.id().value(),
                token.user().value(),
                token.name().value(),
                token.selector().value(),
                token.hash().toBytes(),
                token.displayPrefix(),
                token.expiresAt().orElse(null),
                token.revokedAt().orElse(null),
                token.lastUsedAt().orElse(null),
                token.createdAt());
    }

    public PersonalAccessToken toToken() {
        return new PersonalAccessToken(
                new PersonalAccessTokenId(id),
                new UserId(userId),
                new Name(name),
                new TokenSelector(selector),
                TokenHash.ofBytes(hash),
                displayPrefix,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(revokedAt),
                Optional.ofNullable(lastUsedAt),
                createdAt);
    }
}
