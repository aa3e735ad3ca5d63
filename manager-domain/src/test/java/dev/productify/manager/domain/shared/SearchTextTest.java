package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
    @Test
    void lengthIsCountedInCharactersWithoutBlanksAround() {
        assertThat(new SearchText(" ab ")).hasToString("ab");
        assertThat(new SearchText("😀😀").value()).isEqualTo("😀😀");
        assertThat(new SearchText("a".repeat(254)).value()).hasSize(254);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", " a ", "😀", "a\nb", "a\u0000b"})
    void otherTextsAreRefused(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new SearchText(text))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new SearchText("a".repeat(255)))
                .withMessageContaining("2 to 254");
    }

    @Test
    void caseMakesNoDifferenceWhateverTheLocale() {
        assertThat(new SearchText("INGR").isIn("mingrid")).isTrue();
        assertThat(new SearchText("ingr").isIn("MINGRID")).isTrue();
        assertThat(new SearchText("ingrid").is("INGRID")).isTrue();
        assertThat(new SearchText("ingr").is("INGRID")).isFalse();
        assertThat(new SearchText("in_r").isIn("ingrid")).isFalse();
    }
}
