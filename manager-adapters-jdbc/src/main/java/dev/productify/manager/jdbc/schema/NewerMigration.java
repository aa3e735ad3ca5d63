package dev.productify.manager.jdbc.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A migration in the history of a database that a server does not bring. Its name, all that such a server knows of it, says
 * whether the server can work with what it made ({@code docs/adr/0013}): {@code V0040__expand__…} only adds, and {@code
 * V0041__contract_0040__…} takes away what servers that bring migration 40 use no more. Other names promise nothing.
 *
 * @param description as Flyway makes it of the name: blanks for underscores
 */
record NewerMigration(MigrationVersion version, String description) {
    private static final Pattern EXPANDS = Pattern.compile("expand .*");
    private static final Pattern CONTRACTS = Pattern.compile("contract ([0-9]{1,9}) .*");

    /**
     * Why a server must not work with it.
     *
     * @param last the last migration that the server brings
     */
    Optional<String> objection(MigrationVersion last) {
        if (version.compareTo(last) < 0) {
            return Optional.of(unknown("It comes from another line of versions than this one"));
        }
        if (EXPANDS.matcher(description).matches()) {
            return Optional.empty();
        }
        Matcher contracts = CONTRACTS.matcher(description);
        if (!contracts.matches()) {
            return Optional.of(unknown("It was used by a newer Manager"));
        }
        MigrationVersion needed = MigrationVersion.fromVersion(contracts.group(1));
        return needed.compareTo(last) <= 0
                ? Optional.empty()
                : Optional.of(unknown("It takes away what servers without migration " + needed
                        + " use, and the last one of this server is " + last));
    }

    private String unknown(String reason) {
        return "The database has migration " + version + " (" + description + "), which this server does not know. "
                + reason + "; start the version that used it, or a newer one.";
    }
}
