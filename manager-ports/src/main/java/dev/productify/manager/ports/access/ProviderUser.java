package dev.productify.manager.ports.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.access.Email;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.UserId;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import java.util.Optional;

/**
 * Somebody who was found and can be made a member.
 *
 * @param id of the user, or, of who is none yet, the id under which they become one
 * @param known whether they are a user here
 */
public record ProviderUser(
        UserId id, Username username, Email email, Optional<Name> displayName, boolean disabled, boolean known) {
    public ProviderUser {
        requireNonNull(id, "id");
        requireNonNull(username, "username");
        requireNonNull(email, "email");
        requireNonNull(displayName, "displayName");
    }

    static ProviderUser of(User user) {
        return new ProviderUser(user.id(), user.username(), user.email(), user.displayName(), user.disabled(), true);
    }

    static ProviderUser of(UserDirectory.Entry entry) {
        return new ProviderUser(
                entry.id(), entry.username(), entry.email(), entry.displayName(), entry.disabled(), false);
    }
}
