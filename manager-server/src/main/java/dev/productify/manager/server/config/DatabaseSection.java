package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The database. Without {@code url} the embedded one is used, and the other components but {@code poolSize} are empty.
 *
 * @param url a {@code jdbc:postgresql:} address
 * @param migrationUser owner of the tables; the user itself when absent
 * @param poolSize connections that requests share
 */
public record DatabaseSection(
        Optional<String> url,
        Optional<String> user,
        Optional<String> password,
        Optional<String> migrationUser,
        Optional<String> migrationPassword,
        int poolSize) {
    public DatabaseSection {
        requireNonNull(url, "url");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(migrationUser, "migrationUser");
        requireNonNull(migrationPassword, "migrationPassword");
    }

    public boolean embedded() {
        return url.isEmpty();
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "DatabaseSection[url=" + url + ", user=" + user + ", migrationUser=" + migrationUser + ", poolSize="
                + poolSize + "]";
    }
}
