package dev.productify.manager.domain.languagepack;

import static dev.productify.manager.domain.shared.ErrorCode.BAD_USER_INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.productify.manager.domain.languagepack.Translations.Builder;
import dev.productify.manager.domain.languagepack.Translations.Entry;
import dev.productify.manager.domain.shared.ManagerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationsTest {
    @Test
    void keysComeInTheOrderOfTheirCodePoints() {
        Builder builder = new Builder();
        List.of("b", "\uFF21", "😀", "B", "", "á", "ba", "\uD7FF", "\uE000").stream()
                .filter(key -> !key.isEmpty())
                .forEach(key -> builder.add(key, ""));

        assertThat(builder.build().entries().keySet())
                .containsExactly("B", "b", "ba", "á", "\uD7FF", "\uE000", "\uFF21", "😀");
    }

    @Test
    void aKeyHas1To500Characters() {
        String longest = "😀".repeat(Translations.LONGEST_KEY);

        assertThat(new Builder().add("k", "").add(longest, "").build().entries())
                .containsKeys("k", longest);
        assertRefused(longest + "k", "", "500 characters, not 501");
        assertRefused("", "", "1 to 500 characters, not 0");
    }

    @Test
    void aValueHasAtMost64KiBInUtf8() {
        String bytes = "a".repeat(Translations.MOST_VALUE_BYTES);
        String characters = "😀".repeat(Translations.MOST_VALUE_BYTES / 4);

        assertThat(new Builder().add("a", bytes).add("b", characters).build().entries())
                .containsEntry("a", bytes)
                .containsEntry("b", characters);
        assertRefused("a", bytes + "a", "65537 bytes");
        assertRefused("b", characters.substring(2) + "éaaa", "65537 bytes");
    }

    @Test
    void thereAreAtMost20000Keys() {
        Builder builder = new Builder();
        for (int i = 0; i < Translations.MOST_KEYS; i++) {
            builder.add("k" + i, "");
        }

        assertThat(builder.build().entries()).hasSize(20_000);
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> builder.add("one more", ""))
                .withMessageContaining("at most 20000 keys; this would be 20001");
    }

    @Test
    void allTogetherHasAtMost8MiB() {
        Builder builder = new Builder();
        String value = "é".repeat(Translations.MOST_VALUE_BYTES / 2 - 2);
        for (int i = 0; i < 128; i++) {
            builder.add("%04d".formatted(i), value);
        }

        assertThat(builder.build().bytes()).isEqualTo(Translations.MOST_BYTES);
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> builder.add("k", ""))
                .withMessageContaining("8388608 bytes in UTF-8; this would be 8388609");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001f", "\u007f", "\u0085", "\uD83D", "\uDE00", "\uDE00\uD83D"})
    void controlCharactersAndHalvesOfCharactersAreRefused(String text) {
        assertRefused("a" + text + "b", "", "control characters");
        assertRefused("key", "a" + text + "b", "control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t"})
    void linesAndTabsAreForValuesOnly(String text) {
        assertThat(new Builder().add("key", "a" + text).build().entries()).containsEntry("key", "a" + text);
        assertRefused("key" + text, "", "control characters");
    }

    @Test
    void linesInKeysAreRefusedWhateverEndsThem() {
        assertRefused("a\u2028b", "", "control characters");
        assertThat(new Builder().add("key", "a\u2028b").build().entries()).hasSize(1);
    }

    @Test
    void blanksBelongToKeysAndValues() {
        assertThat(new Builder().add(" k ", " v ").add("k", "").build().entries())
                .containsEntry(" k ", " v ")
                .containsEntry("k", "");
    }

    @Test
    void aKeyIsGivenOnce() {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> Translations.of(List.of(new Entry("a", "1"), new Entry("a", "1"))))
                .withMessage("The key \"a\" is given twice");
    }

    @Test
    void lengthsAreThoseOfUtf8() {
        for (String text : List.of("", "a", "é", "商", "😀", "aé商😀\u07FF\u0800\uFFFF")) {
            assertThat(TranslationTexts.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static void assertRefused(String key, String value, String why) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new Builder().add(key, value))
                .withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(BAD_USER_INPUT))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(300))
                .satisfies(refusal -> assertThat(refusal.getMessage().chars()).noneMatch(Character::isISOControl));
    }
}
