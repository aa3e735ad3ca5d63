package dev.productify.manager.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.access.ExternalIdentity;
import dev.productify.manager.domain.access.User;
import dev.productify.manager.domain.access.Username;
import dev.productify.manager.domain.shared.Name;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidedPersonTest {
    private static final ExternalIdentity IDENTITY = new ExternalIdentity("https://id.example.com", "s");

    @Test
    void whatFitsIsTakenAsItIs() {
        User.Draft draft = person("ada", "ada@example.com", "Ada Lovelace");

        assertThat(draft.username()).isEqualTo(new Username("ada"));
        assertThat(draft.email().value()).isEqualTo("ada@example.com");
        assertThat(draft.displayName()).contains(new Name("Ada Lovelace"));
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Lovelace, Ada-Lovelace",
        "' ada ', ada",
        "-ada, ada",
        "ünal, nal",
        "a<script>, a-script-",
    })
    void whatDoesNotFitIsMadeFit(String given, String made) {
        assertThat(person(given, null, null).username().value()).isEqualTo(made);
    }

    @Test
    void aNameThatIsTooLongIsCut() {
        assertThat(person("a".repeat(300), null, null).username().value()).hasSize(Username.MAX_LENGTH);
    }

    @Test
    void whoIsToldNothingOfIsStillSomebodyOfTheirOwn() {
        User.Draft unknown = person(null, null, null);
        User.Draft other = ProvidedPerson.UNKNOWN.draft(new ExternalIdentity("https://id.example.com", "t"));

        assertThat(unknown.username().value()).matches("user-[0-9a-f]{12}");
        assertThat(unknown.email().value()).endsWith("@no-email.invalid");
        assertThat(unknown.username()).isNotEqualTo(other.username());
        assertThat(person("東京", "@", "\u0007").username()).isEqualTo(unknown.username());
    }

    @Test
    void theAddressStandsInForTheUsername() {
        assertThat(person(null, "ada@example.com", null).username().value()).isEqualTo("ada@example.com");
    }

    private static User.Draft person(String username, String email, String name) {
        return new ProvidedPerson(Optional.ofNullable(username), Optional.ofNullable(email), Optional.ofNullable(name))
                .draft(IDENTITY);
    }
}
