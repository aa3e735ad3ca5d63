package dev.productify.manager.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Name} and {@link Description}, and with them {@link Texts}. */
class TextsTest {
    private static final String EMOJI = "😀";

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of("name", 1, 200, (Function<String, Object>) Name::new),
                Arguments.of("description", 0, 2000, (Function<String, Object>) Description::new));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void lengthIsCountedInCodePointsAndLimitedOnBothSides(
            String field, int least, int most, Function<String, Object> make) {
        assertThat(make.apply("x".repeat(least))).hasToString("x".repeat(least));
        assertThat(make.apply("x".repeat(most))).hasToString("x".repeat(most));
        assertThat(make.apply(EMOJI.repeat(most))).hasToString(EMOJI.repeat(most));

        assertRefused(() -> make.apply("x".repeat(most + 1)), field, least + " to " + most, "not " + (most + 1));
        assertRefused(() -> make.apply(EMOJI.repeat(most + 1)), field, "not " + (most + 1));
        if (least > 0) {
            assertRefused(() -> make.apply(""), field, "not 0");
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void blanksAroundATextAreDroppedBeforeItIsCounted(
            String field, int least, int most, Function<String, Object> make) {
        assertThat(make.apply(" \t\n\u3000a b \r\n")).hasToString("a b");
        assertThat(make.apply(" " + "x".repeat(most) + " ")).hasToString("x".repeat(most));
        if (least > 0) {
            assertRefused(() -> make.apply(" \t "), field, "not 0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u009f", "\ud800", "\udc00", "\udc00\ud800"})
    void controlCharactersAndHalvesOfCharactersAreRefused(String sign) {
        assertRefused(() -> new Name("a" + sign + "b"), "name", "control characters");
        assertRefused(() -> new Description("a" + sign + "b"), "description", "control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\t", "\u2028", "\u2029"})
    void linesBelongToADescriptionAndNotToAName(String sign) {
        assertThat(new Description("a" + sign + "b").value()).isEqualTo("a" + sign + "b");
        assertRefused(() -> new Name("a" + sign + "b"), "name", "control characters");
    }

    @Test
    void nothingElseIsChanged() {
        String text = "Ünïcode  商店 e\u0301 ı İ <b>&amp;</b> '%_\\";

        assertThat(new Name(text).value()).isEqualTo(text);
    }

    private static void assertRefused(Runnable work, String... parts) {
        assertThatExceptionOfType(ManagerException.class).isThrownBy(work::run).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
            assertThat(refusal.getMessage()).contains(parts);
        });
    }
}
