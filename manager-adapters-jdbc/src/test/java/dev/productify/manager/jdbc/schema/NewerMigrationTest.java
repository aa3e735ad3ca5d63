package dev.productify.manager.jdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewerMigrationTest {
    private static final MigrationVersion LAST = MigrationVersion.fromVersion("0032");

    private static Optional<String> objection(String version, String description) {
        return new NewerMigration(MigrationVersion.fromVersion(version), description).objection(LAST);
    }

    @ParameterizedTest
    @CsvSource({"0033, expand  users", "0040, expand users", "0034, contract 0032  users", "0034, contract 0007  users"
    })
    void whatOnlyAddsOrTakesAwayWhatIsNotUsedIsNoObstacle(String version, String description) {
        assertThat(objection(version, description)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "expanding", "expand", "contract  users", "contract x users", "Expand  users", ""})
    void whatPromisesNothingIsRefused(String description) {
        assertThat(objection("9999", description))
                .contains(
                        "The database has migration 9999 (" + description + "), which this server does not know. It was"
                                + " used by a newer Manager; start the version that used it, or a newer one.");
    }

    @Test
    void whatTakesAwaySomethingThatThisServerUsesIsRefused() {
        assertThat(objection("0034", "contract 0033  users"))
                .contains(
                        "The database has migration 0034 (contract 0033  users), which this server does not know. It takes"
                                + " away what servers without migration 0033 use, and the last one of this server is 0032; start"
                                + " the version that used it, or a newer one.");
    }

    @Test
    void whatIsNotNewerButUnknownIsRefused() {
        assertThat(objection("0031", "expand  users").orElseThrow()).contains("another line of versions");
    }
}
