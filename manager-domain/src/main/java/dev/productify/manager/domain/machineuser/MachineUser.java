package dev.productify.manager.domain.machineuser;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Principal;
import dev.productify.manager.domain.access.Role;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import dev.productify.manager.domain.tenancy.Place;
import dev.productify.manager.domain.tenancy.ProjectId;
import dev.productify.manager.domain.tenancy.TenantId;
import dev.productify.manager.domain.token.TokenText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A service account of one tenant (contract A2). It acts there as an editor, or as a viewer where its role says so.
 *
 * @param username unique over the installation, ignoring case, because callers sign in without naming a tenant
 * @param enabled while false it may do nothing, whatever it presents
 * @param role {@link Role#EDITOR} or {@link Role#VIEWER}
 * @param retiring the token before the present one, while it is still taken
 * @param credentialsSince when the present credential was set
 * @param lastUsedAt to the minute
 * @param version counts changes; a store refuses to write over a newer one. Use does not count
 */
public record MachineUser(
        MachineUserId id,
        ProjectId project,
        TenantId tenant,
        Name name,
        Username username,
        boolean enabled,
        Role role,
        MachineCredential credential,
        Optional<RetiringToken> retiring,
        Instant credentialsSince,
        Optional<Instant> lastUsedAt,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public MachineUser {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(tenant, "tenant");
        requireNonNull(name, "name");
        requireNonNull(username, "username");
        requireNonNull(credential, "credential");
        requireNonNull(retiring, "retiring");
        requireNonNull(credentialsSince, "credentialsSince");
        requireNonNull(lastUsedAt, "lastUsedAt");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        if (requireNonNull(role, "role") == Role.ADMIN) {
            throw ManagerException.badInput("role of a machine user must be editor or viewer");
        }
    }

    /** What a caller gives for a new machine user, apart from its credential. */
    public record Draft(Name name, Username username, boolean enabled, Role role) {
        public Draft {
            requireNonNull(name, "name");
            requireNonNull(username, "username");
            requireNonNull(role, "role");
        }
    }

    /** What a caller changes of a machine user. */
    public record Change(Patch<Name> name, Patch<Username> username, Patch<Boolean> enabled, Patch<Role> role) {
        public Change {
            name = name.required("name");
            username = username.required("username");
            enabled = enabled.required("enabled");
            role = role.required("role");
        }
    }

    public static MachineUser create(
            MachineUserId id, Place place, Draft draft, MachineCredential credential, Instant now) {
        return new MachineUser(
                id,
                place.project(),
                place.tenant().orElseThrow(() -> new IllegalArgumentException("a machine user lies in a tenant")),
                draft.name(),
                draft.username(),
                draft.enabled(),
                draft.role(),
                credential,
                Optional.empty(),
                now,
                Optional.empty(),
                now,
                now,
                1);
    }

    public Place place() {
        return Place.of(project, tenant);
    }

    /** Who acts when it acts. */
    public Principal.Machine principal() {
        return new Principal.Machine(id, username.value(), project, tenant, role);
    }

    /** The machine user after the change; this very object when the change says nothing new. */
    public MachineUser with(Change change, Instant now) {
        Copy copy = new Copy();
        copy.name = change.name().applyTo(name);
        copy.username = change.username().applyTo(username);
        copy.enabled = change.enabled().applyTo(enabled);
        copy.role = change.role().applyTo(role);
        return copy.made().equals(this) ? this : copy.touched(now);
    }

    /**
     * The machine user with another credential.
     *
     * @param overlap how long the present token is taken besides the new credential; a password ends at once
     * @throws ManagerException {@code BAD_USER_INPUT} when a password shall overlap
     */
    public MachineUser rotated(MachineCredential next, Overlap overlap, Instant now) {
        Copy copy = new Copy();
        copy.credential = next;
        copy.retiring = retired(overlap, now);
        copy.credentialsSince = now;
        return copy.touched(now);
    }

    private Optional<RetiringToken> retired(Overlap overlap, Instant now) {
        if (overlap.isNone()) {
            return Optional.empty();
        }
        if (credential instanceof MachineCredential.Token token) {
            return Optional.of(new RetiringToken(token.issued(), now.plus(overlap.length())));
        }
        // A wrong password must cost one slow hash, never two: the time would tell who exists.
        throw ManagerException.badInput(
                "overlapSeconds must be 0 here: only a generated token can stay valid beside its successor");
    }

    /** The machine user as last used at that time; no change of its own. */
    public MachineUser usedAt(Instant time) {
        Copy copy = new Copy();
        copy.lastUsedAt = Optional.of(time);
        return copy.made();
    }

    /** This one, of which some is about to be another. */
    private final class Copy {
        private Name name = MachineUser.this.name;
        private Username username = MachineUser.this.username;
        private boolean enabled = MachineUser.this.enabled;
        private Role role = MachineUser.this.role;
        private MachineCredential credential = MachineUser.this.credential;
        private Optional<RetiringToken> retiring = MachineUser.this.retiring;
        private Instant credentialsSince = MachineUser.this.credentialsSince;
        private Optional<Instant> lastUsedAt = MachineUser.this.lastUsedAt;
        private Instant updatedAt = MachineUser.this.updatedAt;
        private int version = MachineUser.this.version;

        private MachineUser touched(Instant now) {
            updatedAt = now;
            version = MachineUser.this.version + 1;
            return made();
        }

        private MachineUser made() {
            return new MachineUser(
                    id,
                    project,
                    tenant,
                    name,
                    username,
                    enabled,
                    role,
                    credential,
                    retiring,
                    credentialsSince,
                    lastUsedAt,
                    createdAt,
                    updatedAt,
                    version);
        }
    }

    /** Whether the presented token is its, and it may act at that time. */
    public boolean admits(TokenText presented, Instant now) {
        boolean current = credential instanceof MachineCredential.Token token
                && token.issued().is(presented);
        boolean former = retiring.filter(token -> token.admits(presented, now)).isPresent();
        return enabled && (current || former);
    }

    /** What a password is checked against, if it has one. */
    public Optional<PasswordHash> password() {
        return credential instanceof MachineCredential.Password password
                ? Optional.of(password.hash())
                : Optional.empty();
    }

    /** The first characters of its generated token, by which its owner tells one from another. */
    public Optional<String> tokenPrefix() {
        return credential instanceof MachineCredential.Token token
                ? Optional.of(token.issued().displayPrefix())
                : Optional.empty();
    }

    /** The fields that the audit log compares; of a secret when it changed, and the display prefix only. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name.value());
        fields.put("username", username.value());
        fields.put("enabled", enabled);
        fields.put("role", role.name().toLowerCase(Locale.ROOT));
        fields.put("credential", credential instanceof MachineCredential.Token ? "token" : "password");
        fields.put("tokenPrefix", tokenPrefix().orElse(null));
        fields.put("credentialsSince", credentialsSince.toString());
        fields.put(
                "formerTokenUntil",
                retiring.map(former -> former.until().toString()).orElse(null));
        return fields;
    }
}
