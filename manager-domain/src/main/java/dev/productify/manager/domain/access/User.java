package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Name;
import dev.productify.manager.domain.shared.Patch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A person.
 *
 * @param identity who they are to the identity provider; empty for who is known here alone. It never changes
 * @param disabled may do nothing, whatever tokens or roles there are
 * @param platformAdministrator may do everything in the installation (contract T4)
 * @param version counts changes; a store refuses to write over a newer one
 */
public record User(
        UserId id,
        Username username,
        Email email,
        Optional<Name> displayName,
        Optional<ExternalIdentity> identity,
        boolean disabled,
        boolean platformAdministrator,
        Instant createdAt,
        Instant updatedAt,
        int version) {
    public User {
        requireNonNull(id, "id");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(displayName, "displayName");
        requireNonNull(identity, "identity");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** What is given for a new user. */
    public record Draft(Username username, Email email, Optional<Name> displayName) {
        public Draft {
            requireNonNull(username, "username");
            requireNonNull(email, "email");
            requireNonNull(displayName, "displayName");
        }
    }

    /** What to change of a user. */
    public record Change(Patch<Username> username, Patch<Email> email, Patch<Name> displayName) {
        public Change {
            username = username.required("username");
            email = email.required("email");
            requireNonNull(displayName, "displayName");
        }
    }

    public static User create(UserId id, Draft draft, boolean platformAdministrator, Instant now) {
        return new User(
                id,
                draft.username(),
                draft.email(),
                draft.displayName(),
                Optional.empty(),
                false,
                platformAdministrator,
                now,
                now,
                1);
    }

    /** Somebody whom an identity provider knows. */
    public static User create(UserId id, Draft draft, ExternalIdentity identity, boolean disabled, Instant now) {
        return new User(
                id,
                draft.username(),
                draft.email(),
                draft.displayName(),
                Optional.of(identity),
                disabled,
                false,
                now,
                now,
                1);
    }

    /** Whether they may do everything in the installation, now. */
    public boolean administers() {
        return platformAdministrator && !disabled;
    }

    /** The user after the change; this very object when the change says nothing new. */
    public User with(Change change, Instant now) {
        return changed(
                new User(
                        id,
                        change.username().applyTo(username),
                        change.email().applyTo(email),
                        change.displayName().applyTo(displayName),
                        identity,
                        disabled,
                        platformAdministrator,
                        createdAt,
                        updatedAt,
                        version),
                now);
    }

    /** The user with access taken or given back; this very object when nothing changes by it. */
    public User withDisabled(boolean disabled, Instant now) {
        return with(disabled, platformAdministrator, now);
    }

    /** The user made a platform administrator or not; this very object when nothing changes by it. */
    public User withPlatformAdministrator(boolean platformAdministrator, Instant now) {
        return with(disabled, platformAdministrator, now);
    }

    private User with(boolean disabled, boolean platformAdministrator, Instant now) {
        return changed(
                new User(
                        id,
                        username,
                        email,
                        displayName,
                        identity,
                        disabled,
                        platformAdministrator,
                        createdAt,
                        updatedAt,
                        version),
                now);
    }

    private User changed(User wanted, Instant now) {
        return wanted.equals(this)
                ? this
                : new User(
                        id,
                        wanted.username,
                        wanted.email,
                        wanted.displayName,
                        identity,
                        wanted.disabled,
                        wanted.platformAdministrator,
                        createdAt,
                        now,
                        version + 1);
    }

    /** The fields that the audit log compares. */
    public Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("username", username.value());
        fields.put("email", email.value());
        fields.put("displayName", displayName.map(Name::value).orElse(null));
        fields.put("issuer", identity.map(ExternalIdentity::issuer).orElse(null));
        fields.put("subject", identity.map(ExternalIdentity::subject).orElse(null));
        fields.put("disabled", disabled);
        fields.put("platformAdministrator", platformAdministrator);
        return fields;
    }
}
