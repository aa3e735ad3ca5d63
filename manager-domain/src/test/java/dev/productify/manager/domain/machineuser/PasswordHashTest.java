package dev.productify.manager.domain.machineuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String REST = "$" + base64(16) + "$" + base64(32);

    @Test
    void theTextComesBackAsItWas() {
        String phc = "$argon2id$v=19$m=19456,t=2,p=1" + REST;

        PasswordHash hash = PasswordHash.parse(phc);

        assertThat(hash.phc()).isEqualTo(phc);
        assertThat(hash.cost()).isEqualTo(new PasswordHash.Cost(19456, 2, 1));
        assertThat(hash.salt()).hasSize(16);
        assertThat(hash.length()).isEqualTo(32);
        assertThat(hash).isEqualTo(PasswordHash.parse(phc)).hasSameHashCodeAs(PasswordHash.parse(phc));
        assertThat(hash).isNotEqualTo(PasswordHash.parse(phc.replace("t=2", "t=3")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=8,t=1,p=1", "m=65536,t=5,p=4", "m=32,t=1,p=4"})
    void parametersWithinTheBoundsAreTaken(String parameters) {
        assertThat(PasswordHash.parse("$argon2id$v=19$" + parameters + REST).phc())
                .contains(parameters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m=65537,t=1,p=1",
                "m=4194304,t=1,p=1",
                "m=9999999999,t=1,p=1",
                "m=7,t=1,p=1",
                "m=31,t=1,p=4",
                "m=19456,t=6,p=1",
                "m=19456,t=4294967298,p=1",
                "m=19456,t=2,p=5",
                "m=19456,t=2,p=9999999999"
            })
    void parametersOutsideOfTheBoundsAreRefused(String parameters) {
        assertThat(refusal("$argon2id$v=19$" + parameters + REST)).contains(" must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$",
                "$argon2id$v=16$m=19456,t=2,p=1",
                "$argon2id$m=19456,t=2,p=1",
                "$argon2id$v=19$t=2,m=19456,p=1",
                "$argon2id$v=19$m=19456,t=2",
                "$argon2id$v=19$m=019456,t=2,p=1",
                "$argon2id$v=19$m=0,t=2,p=1",
                "$argon2id$v=19$m=19456,t=0,p=1",
                "$argon2id$v=19$m=19456,t=2,p=0",
                "$argon2id$v=19$m=-1,t=2,p=1",
                "$argon2id$v=19$m=+19456,t=2,p=1",
                "$argon2id$v=19$m=99999999999,t=2,p=1",
                "$argon2id$v=19$m=19456,t=2,p=1,keyid=a",
                "$argon2i$v=19$m=19456,t=2,p=1"
            })
    void otherFormsAreRefused(String start) {
        assertThat(refusal(start + REST)).contains("$argon2id$v=19$m=19456,t=2,p=1$salt$hash");
        assertThat(refusal(start)).isNotEmpty();
    }

    @Test
    void saltAndHashHaveBounds() {
        assertThat(phc(8, 16).phc()).isEqualTo(text(8, 16));
        assertThat(phc(64, 64).phc()).isEqualTo(text(64, 64));
        assertThat(refusal(text(7, 32))).contains("salt must be 8 to 64");
        assertThat(refusal(text(65, 32))).contains("salt must be 8 to 64");
        assertThat(refusal(text(16, 15))).contains("hash must be 16 to 64");
        assertThat(refusal(text(16, 65))).contains("hash must be 16 to 64");
        assertThat(refusal(text(16, 32) + "A".repeat(200_000))).isNotEmpty();
    }

    @Test
    void paddingAndStrayBitsAreRefused() {
        String start = "$argon2id$v=19$m=19456,t=2,p=1$";

        assertThat(refusal(start + base64(16) + "==$" + base64(32))).isNotEmpty();
        // 16 bytes leave four bits of the last character unused; they must be zero.
        assertThat(refusal(start + base64(16).substring(0, 21) + "B$" + base64(32)))
                .contains("base64");
        assertThat(refusal(start + "AAAAA$" + base64(32))).contains("base64");
    }

    @Test
    void itKnowsItsOwnBytesOnly() {
        PasswordHash hash = phc(16, 32);
        byte[] bytes = bytes(32);

        assertThat(hash.is(bytes)).isTrue();
        bytes[31]++;
        assertThat(hash.is(bytes)).isFalse();
        assertThat(hash.is(bytes(31))).isFalse();
    }

    @Test
    void textForLogsShowsNeitherSaltNorHash() {
        assertThat(phc(16, 32)).hasToString("PasswordHash[Cost[memory=19456, iterations=2, lanes=1]]");
    }

    private static String refusal(String phc) {
        ManagerException[] refused = new ManagerException[1];
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> PasswordHash.parse(phc))
                .satisfies(refusal -> refused[0] = refusal);
        assertThat(refused[0].code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
        assertThat(refused[0].getMessage()).doesNotContain(base64(16)).doesNotContain(base64(32));
        return refused[0].getMessage();
    }

    private static PasswordHash phc(int salt, int hash) {
        return PasswordHash.parse(text(salt, hash));
    }

    private static String text(int salt, int hash) {
        return "$argon2id$v=19$m=19456,t=2,p=1$" + base64(salt) + "$" + base64(hash);
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + length);
        }
        return bytes;
    }
}
