package dev.productify.manager.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Username} and {@link Email}. */
class UsernameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "Ada.Lovelace", "ada@example.com", "a+b-c_d", "0-"})
    void validUsernamesAreKeptAsWritten(String text) {
        assertThat(new Username(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "_a", "@a", "+a", "a b", " a", "a\n", "ä", "aı", "a/b", "a:b", "a%", "a\\"})
    void otherUsernamesAreRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new Username(text))
                .withMessageContaining("username must be")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void lengthOfAUsernameIsLimited() {
        assertThat(new Username("a".repeat(100)).value()).hasSize(100);
        assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> new Username("a".repeat(101)));
    }

    @Test
    void usernamesAreComparedIgnoringCaseWhateverTheLocale() {
        assertThat(new Username("INGRID").key())
                .isEqualTo(new Username("ingrid").key())
                .isEqualTo("ingrid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "ada@example.com", "o'hara+x@sub.example.com", "åsa@exämple.com", "\"quoted\"@b"})
    void emailAddressesAreKeptAsWritten(String text) {
        assertThat(new Email(text)).hasToString(text);
        assertThat(new Email("  " + text + "\n")).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@",
                "a@",
                "@b",
                "a@b@c",
                "a b@c",
                "a@b c",
                "a\t@b",
                "a\u0000@b",
                "a@b\u007fc",
                "a\u0085@b",
                "a\u00a0@b",
                "a@\u2028b",
                "\ud800@b",
                "a@\udc00b"
            })
    void otherEmailAddressesAreRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new Email(text))
                .withMessageContaining("name@example.com")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void lengthOfAnEmailAddressIsLimitedAndOfItsFirstPartToo() {
        String domain = "@" + "d".repeat(189);

        assertThat(new Email("l".repeat(64) + domain).value()).hasSize(254);
        assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> new Email("l".repeat(64) + domain + "d"));
        assertThatExceptionOfType(ManagerException.class).isThrownBy(() -> new Email("l".repeat(65) + "@b"));
    }

    @Test
    void aTakenUsernameGetsTheFirstFreeNumber() {
        Username ada = new Username("Ada");
        String longest = "a".repeat(100);

        assertThat(ada.orNextFree(Set.of())).isSameAs(ada);
        assertThat(ada.orNextFree(Set.of("ada"))).hasToString("Ada-2");
        assertThat(ada.orNextFree(Set.of("ada", "ada-2", "ada-4"))).hasToString("Ada-3");
        assertThat(new Username(longest).orNextFree(Set.of(longest))).hasToString("a".repeat(98) + "-2");
    }
}
