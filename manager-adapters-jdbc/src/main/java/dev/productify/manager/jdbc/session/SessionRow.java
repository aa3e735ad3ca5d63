package dev.productify.manager.jdbc.session;

import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.session.Session;
import dev.productify.manager.domain.session.SessionId;
import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code user_session}. */
public record SessionRow(
        UUID id,
        UUID userId,
        String selector,
        byte[] hash,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String sourceAddress,
        String userAgent) {

    static final String COLUMNS = Columns.of("s", SessionRow.class);

    static SessionRow of(Session session) {
        return new SessionRow(
                session.id().value(),
                session.user().value(),
                session.selector().value(),
                session.hash().toBytes(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt(),
                session.sourceAddress().orElse(null),
                session.userAgent().orElse(null));
    }

    public Session toSession() {
        return new Session(
                new SessionId(id),
                new UserId(userId),
                new TokenSelector(selector),
                TokenHash.ofBytes(hash),
                createdAt,
                lastUsedAt,
                expiresAt,
                Optional.ofNullable(sourceAddress),
                Optional.ofNullable(userAgent));
    }
}
