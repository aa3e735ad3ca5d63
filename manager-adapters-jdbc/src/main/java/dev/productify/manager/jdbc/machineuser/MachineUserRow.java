package dev.productify.manager.jdbc.machineuser;

import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.machineuser.IssuedToken;
import dev.productify.manager.domain.machineuser.MachineCredential;
import dev.productify.manager.domain.machineuser.MachineUser;
import dev.productify.manager.domain.machineuser.MachineUserId;
import dev.productify.manager.domain.machineuser.PasswordHash;
import dev.productify.manager.domain.machineuser.RetiringToken;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenHash;
import dev.productify.manager.domain.token.TokenSelector;
import dev.productify.manager.jdbc.shared.Columns;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code machine_user}. */
public record MachineUserRow(
        UUID id,
        UUID projectId,
        UUID tenantId,
        String name,
        String username,
        String usernameKey,
        boolean enabled,
        String role,
        String selector,
        byte[] hash,
        String displayPrefix,
        String passwordHash,
        String retiringSelector,
        byte[] retiringHash,
        String retiringDisplayPrefix,
        Instant retiringUntil,
        Instant credentialsSince,
        Instant lastUsedAt,
        Instant createdAt,
        Instant updatedAt,
        int revision) {

    /** All columns, for the alias {@code mu}. */
    public static final String COLUMNS = Columns.of("mu", MachineUserRow.class);

    static MachineUserRow of(MachineUser user) {
        Optional<IssuedToken> token = user.credential() instanceof MachineCredential.Token current
                ? Optional.of(current.issued())
                : Optional.empty();
        Optional<IssuedToken> former = user.retiring().map(RetiringToken::token);
        return new MachineUserRow(
                user.id().value(),
                user.project().value(),
                user.tenant().value(),
                user.name().value(),
                user.username().value(),
                user.username().key(),
                user.enabled(),
                user.role().name().toLowerCase(Locale.ROOT),
                token.map(issued -> issued.selector().value()).orElse(null),
                token.map(issued -> issued.hash().toBytes()).orElse(null),
                token.map(IssuedToken::displayPrefix).orElse(null),
                user.password().map(PasswordHash::phc).orElse(null),
                former.map(issued -> issued.selector().value()).orElse(null),
                former.map(issued -> issued.hash().toBytes()).orElse(null),
                former.map(IssuedToken::displayPrefix).orElse(null),
                user.retiring().map(RetiringToken::until).orElse(null),
                user.credentialsSince(),
                user.lastUsedAt().orElse(null),
                user.createdAt(),
                user.updatedAt(),
                user.version());
    }

    public MachineUser toMachineUser() {
        return new MachineUser(
                new MachineUserId(id),
                new ProjectId(projectId),
                new TenantId(tenantId),
                new Name(name),
                new Username(username),
                enabled,
                Role.valueOf(role.toUpperCase(Locale.ROOT)),
                selector == null
                        ? new MachineCredential.Password(PasswordHash.parse(passwordHash))
                        : new MachineCredential.Token(token(selector, hash, displayPrefix)),
                Optional.ofNullable(retiringSelector)
                        .map(former ->
                                new RetiringToken(token(former, retiringHash, retiringDisplayPrefix), retiringUntil)),
                credentialsSince,
                Optional.ofNullable(lastUsedAt),
                createdAt,
                updatedAt,
                revision);
    }

    private static IssuedToken token(String selector, byte[] hash, String displayPrefix) {
        return new IssuedToken(new TokenSelector(selector), TokenHash.ofBytes(hash), displayPrefix);
    }
}
