package dev.productify.manager.jdbc.access;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code user_account}. */
public record UserRow(
        UUID id,
        String username,
        String usernameKey,
        String email,
        String displayName,
        String issuer,
        String subject,
        boolean disabled,
        boolean platformAdministrator,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    static final String COLUMNS = Columns.of("u", UserRow.class);

    static UserRow of(User user) {
        return new UserRow(
                user.id().value(),
                user.username().value(),
                user.username().key(),
                user.email().value(),
                user.displayName().map(Name::value).orElse(null),
                user.identity().map(ExternalIdentity::issuer).orElse(null),
                user.identity().map(ExternalIdentity::subject).orElse(null),
                user.disabled(),
                user.platformAdministrator(),
                user.createdAt(),
                user.updatedAt(),
                user.version());
    }

    public User toUser() {
        return new User(
                new UserId(id),
                new Username(username),
                new Email(email),
                Optional.ofNullable(displayName).map(Name::new),
                Optional.ofNullable(subject).map(known -> new ExternalIdentity(issuer, known)),
                disabled,
                platformAdministrator,
                createdAt,
                updatedAt,
                revision);
    }
}
