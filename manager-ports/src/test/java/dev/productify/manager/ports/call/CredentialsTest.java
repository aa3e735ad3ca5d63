package dev.productify.manager.ports.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @Test
    void noFieldIsNoCredentials() {
        assertThat(Credentials.ofAuthorization(null)).isEqualTo(new Credentials.None());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "bearer abc", "BEARER abc", "Bearer   abc  "})
    void theSchemeIsReadIgnoringCaseAndBlanksAroundTheTokenAreDropped(String header) {
        assertThat(Credentials.ofAuthorization(header)).isEqualTo(new Credentials.Bearer("abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada:secret", "ada:", ":secret", "ada:with:colons", "åsa:pässwörd 😀"})
    void basicIsNameAndPasswordAroundTheFirstColonInUtf8(String pair) {
        int colon = pair.indexOf(':');

        assertThat(Credentials.ofAuthorization("BASIC " + base64(pair.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(new Credentials.Basic(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", " abc", "abc", "Digest username=x", "Basic", "Basic !", "Basic YQ"})
    void whatCannotBeReadIsMalformed(String header) {
        assertThat(Credentials.ofAuthorization(header)).isEqualTo(new Credentials.Malformed());
    }

    @Test
    void basicThatIsNotUtf8IsMalformed() {
        String header = "Basic " + base64("åsa:x".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Credentials.ofAuthorization(header)).isEqualTo(new Credentials.Malformed());
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new Credentials.Bearer("hidden").toString()).doesNotContain("hidden");
        assertThat(new Credentials.Basic("ada", "hidden").toString())
                .contains("ada")
                .doesNotContain("hidden");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
