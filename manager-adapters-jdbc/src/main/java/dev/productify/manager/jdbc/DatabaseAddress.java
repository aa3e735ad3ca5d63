package dev.productify.manager.jdbc;

import static java.util.Objects.requireNonNull;

/**
 * Where and as whom a database is reached.
 *
 * <p>May stand in a log line: {@link #toString()} shows neither the password nor the parameters of the URL, which may
 * hold one as well.
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    public DatabaseAddress {
        requireNonNull(jdbcUrl, "jdbcUrl");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        int parameters = jdbcUrl.indexOf('?');
        String place = parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
        return place + " as " + user;
    }
}
