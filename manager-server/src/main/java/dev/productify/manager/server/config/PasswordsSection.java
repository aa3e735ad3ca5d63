package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.machineuser.PasswordHash;

/**
 * How chosen passwords are hashed.
 *
 * @param cost of hashes that are made from now on; those that exist keep theirs
 */
public record PasswordsSection(PasswordHash.Cost cost) {
    public PasswordsSection {
        requireNonNull(cost, "cost");
    }
}
