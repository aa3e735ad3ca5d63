package dev.productify.manager.domain.access;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.Name;
import java.util.Optional;

/** How a person is reached, and what others call them. */
public record Profile(Email email, Optional<Name> displayName) {
    public Profile {
        requireNonNull(email, "email");
        requireNonNull(displayName, "displayName");
    }

    public static Profile of(User user) {
        return new Profile(user.email(), user.displayName());
    }
}
