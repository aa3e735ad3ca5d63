package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "authToken",
                "auth_password",
                "hashedKey",
                "credentials",
                "credential",
                "tokenHash",
                "client-secret",
                "ApiKey",
                "private_key",
                "passphrase",
                "Proxy-Authorization",
                "PASSWD"
            })
    void namesOfSecretsAreKnownAnywhere(String name) {
        assertThat(SecretMask.isOwnSecret(name)).isTrue();
        assertThat(SecretMask.isSecretHeader(name) || name.equals("tokenHash")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenPrefix", "personalAccessTokens", "runKey", "authType", "authConfigured", "name", ""})
    void ofOwnFieldsTheEndOfTheNameCounts(String name) {
        assertThat(SecretMask.isOwnSecret(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessTokenValue", "my_Passwords", "x-api-keys", "privateKeyPem"})
    void ofForeignFieldsAnythingInTheNameCounts(String name) {
        assertThat(SecretMask.isSecret(name)).isTrue();
        assertThat(SecretMask.isSecretHeader(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie", "WWW-Authenticate", "X-Hub-Signature", "X-Session"})
    void ofHeadersSomeMoreWordsCount(String name) {
        assertThat(SecretMask.isSecretHeader(name)).isTrue();
        assertThat(SecretMask.isSecret(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pfy_0123456789abcdef",
                "muser_0123456789ABCDEF",
                "psn_0123456789abcdef",
                "whsec_0123456789+/=abc",
                "$argon2id$v=19$x"
            })
    void whatLooksLikeASecretOfOursIsMaskedWhereverItStands(String secret) {
        assertThat(SecretMask.masked("a " + secret + " b")).isEqualTo("a *** b");
    }

    @Test
    void whatIsTooShortForOneIsNot() {
        assertThat(SecretMask.masked("pfy_short whsec_short")).isEqualTo("pfy_short whsec_short");
    }
}
