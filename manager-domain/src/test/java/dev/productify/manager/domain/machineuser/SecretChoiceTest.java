package dev.productify.manager.domain.machineuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretChoiceTest {
    @Test
    void theWordOfTheApiAsksForAToken() {
        assertThat(SecretChoice.parse("__GENERATE_TOKEN__")).isEqualTo(new SecretChoice.Generated());
    }

    @Test
    void anArgon2HashIsKeptAsOne() {
        String phc = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA";

        assertThat(SecretChoice.parse(phc)).isEqualTo(new SecretChoice.Hash(PasswordHash.parse(phc)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"twelve chars", "  blanks count  ", "__generate_token__", "$pace-and-time", "пароль-пароль"})
    void anythingElseIsThePassword(String text) {
        assertThat(SecretChoice.parse(text)).isEqualTo(new SecretChoice.Password(new ChosenPassword(text)));
    }

    @Test
    void passwordsHave12To128CharactersAsPeopleCountThem() {
        assertRefused("x".repeat(11));
        assertThat(password("x".repeat(12))).isEqualTo("x".repeat(12));
        assertThat(password("x".repeat(128))).isEqualTo("x".repeat(128));
        assertRefused("x".repeat(129));
        assertRefused("😀".repeat(11));
        assertThat(password("😀".repeat(12))).isEqualTo("😀".repeat(12));
        assertThat(password("😀".repeat(128))).isEqualTo("😀".repeat(128));
        assertRefused("😀".repeat(129));
        assertRefused("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with a\nline break",
                "with a\u0000NUL byte",
                "with a delete\u007f",
                "half a sign \ud83d",
                "muser_not-really-a-token",
                "pfy_not-really-a-token",
                "psn_not-really-a-token",
                "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2d$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=4194304,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$6$rounds=5000$saltsalt$hashhashhashhash"
            })
    void whatCannotBeMeantAsAPasswordIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void noTextForLogsShowsThePassword() {
        assertThat(SecretChoice.parse("correct horse")).asString().doesNotContain("horse");
    }

    private static String password(String text) {
        return ((SecretChoice.Password) SecretChoice.parse(text)).password().text();
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> SecretChoice.parse(text))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
                    assertThat(refusal.getMessage()).startsWith("hashedKey");
                    if (!text.isEmpty()) {
                        assertThat(refusal.getMessage()).doesNotContain(text);
                    }
                });
    }
}
