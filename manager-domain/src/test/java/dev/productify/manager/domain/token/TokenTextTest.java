package dev.productify.manager.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw";
    /** The checksum was computed elsewhere: CRC-32 of the body, in six digits of base 62. */
    private static final String TOKEN = "pfy_" + BODY + "4IwAxN";

    @ParameterizedTest
    @CsvSource({"PERSONAL_ACCESS, pfy_, 69", "MACHINE_USER, muser_, 71", "SESSION, psn_, 69"})
    void aTokenHasPrefixSelectorSecretAndChecksum(TokenKind kind, String prefix, int length) {
        TokenText token = TokenText.generate(kind, new Random(1));

        String text = token.reveal();
        assertThat(text).startsWith(prefix).hasSize(length).matches("[a-z]+_[0-9A-Za-z]{65}");
        assertThat(token.kind()).isEqualTo(kind);
        assertThat(token.selector().value()).isEqualTo(text.substring(prefix.length(), prefix.length() + 16));
        assertThat(token.displayPrefix()).isEqualTo(text.substring(0, 12));
        assertThat(TokenText.parse(text)).contains(token);
    }

    @Test
    void theChecksumIsTheCrcOfTheBodyInSixDigits() {
        assertThat(TokenText.parse(TOKEN)).isPresent();
        assertThat(TokenText.parse("pfy_" + "0".repeat(59) + "3s3Gvy")).isPresent();
        assertThat(TokenText.parse("pfy_" + "z".repeat(59) + "2IiwaC")).isPresent();
        assertThat(TokenText.parse("pfy_" + "K7".repeat(29) + "x" + "4c46Jw")).isPresent();
    }

    @Test
    void everyChangeOfASingleCharacterIsRefused() {
        for (int i = 0; i < TOKEN.length(); i++) {
            for (char c : (ALPHABET + "_-. \u0000ıé").toCharArray()) {
                String corrupted = TOKEN.substring(0, i) + c + TOKEN.substring(i + 1);
                if (!corrupted.equals(TOKEN)) {
                    assertThat(TokenText.parse(corrupted)).as(corrupted).isEmpty();
                }
            }
        }
    }

    @Test
    void everyLossEveryAdditionAndEverySwapOfNeighboursIsRefused() {
        for (int i = 0; i < TOKEN.length(); i++) {
            assertThat(TokenText.parse(TOKEN.substring(0, i))).isEmpty();
            assertThat(TokenText.parse(TOKEN.substring(0, i) + TOKEN.substring(i + 1)))
                    .isEmpty();
            assertThat(TokenText.parse(TOKEN.substring(0, i) + "x" + TOKEN.substring(i)))
                    .isEmpty();
        }
        for (int i = 0; i + 1 < TOKEN.length(); i++) {
            String swapped = TOKEN.substring(0, i) + TOKEN.charAt(i + 1) + TOKEN.charAt(i) + TOKEN.substring(i + 2);
            assertThat(TokenText.parse(swapped)).isEmpty();
        }
        assertThat(TokenText.parse(TOKEN + "x")).isEmpty();
        assertThat(TokenText.parse(TOKEN + "\n")).isEmpty();
        assertThat(TokenText.parse(" " + TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pfy", "PFY_", "ghp_", "xpfy_", "muserx", "psn"})
    void otherPrefixesAreRefused(String prefix) {
        assertThat(TokenText.parse(prefix + BODY + "4IwAxN")).isEmpty();
    }

    @Test
    void withThePrefixOfAnotherKindItIsAnotherToken() {
        TokenText personal = TokenText.parse(TOKEN).orElseThrow();
        TokenText machine = TokenText.parse("muser_" + BODY + "4IwAxN").orElseThrow();

        assertThat(machine.kind()).isEqualTo(TokenKind.MACHINE_USER);
        assertThat(machine.hash()).isNotEqualTo(personal.hash());
        assertThat(machine).isNotEqualTo(personal);
    }

    @Test
    void onlyOurPrefixesAreOurs() {
        assertThat(TokenText.hasPrefix(TOKEN)).isTrue();
        assertThat(TokenText.hasPrefix("muser_")).isTrue();
        assertThat(TokenText.hasPrefix("psn_anything")).isTrue();
        assertThat(TokenText.hasPrefix("password")).isFalse();
        assertThat(TokenText.hasPrefix("Pfy_x")).isFalse();
        assertThat(TokenText.hasPrefix("")).isFalse();
    }

    @Test
    void nothingButTheDisplayPrefixIsShown() {
        TokenText token = TokenText.parse(TOKEN).orElseThrow();

        assertThat(token).hasToString("pfy_01234567…");
        assertThat(token.hash().toString()).doesNotContain(BODY.substring(0, 8)).hasSizeLessThan(30);
    }

    @Test
    void theHashIsTheSha256OfTheWholeText() {
        byte[] hash = TokenText.parse(TOKEN).orElseThrow().hash().toBytes();

        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo("3c0e191720908a033f96762da920302bc62dc8a3515d7ccd4845a7968bbbf115");
    }

    @Test
    void hashesComeBackFromTheirBytesAndAreEqualByValue() {
        TokenHash hash = TokenText.parse(TOKEN).orElseThrow().hash();
        byte[] bytes = hash.toBytes();

        TokenHash again = TokenHash.ofBytes(bytes);
        bytes[31] ^= 1;

        assertThat(again).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(TokenHash.ofBytes(bytes)).isNotEqualTo(hash);
        assertThat(hash.toBytes()).isNotEqualTo(bytes);
        assertThatIllegalArgumentException().isThrownBy(() -> TokenHash.ofBytes(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenHash.ofBytes(new byte[33]));
    }

    @ParameterizedTest
    @EnumSource(TokenKind.class)
    void tokensDiffer(TokenKind kind) {
        Random random = new Random(17);
        Set<TokenText> tokens = new HashSet<>();
        Set<TokenSelector> selectors = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            TokenText token = TokenText.generate(kind, random);
            tokens.add(token);
            selectors.add(token.selector());
        }

        assertThat(tokens).hasSize(1000);
        assertThat(selectors).hasSize(1000);
    }

    @Test
    void aSelectorHasItsForm() {
        assertThat(new TokenSelector("0123456789ABCDEf").value()).hasSize(16);
        for (String wrong : new String[] {"", "0123456789ABCDE", "0123456789ABCDEF0", "0123456789ABCDE_"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TokenSelector(wrong));
        }
    }
}
