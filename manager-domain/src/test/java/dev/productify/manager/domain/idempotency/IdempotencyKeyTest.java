package dev.productify.manager.domain.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @Test
    void aKeyHasUpTo255Characters() {
        assertThat(new IdempotencyKey("k").value()).isEqualTo("k");
        assertThat(new IdempotencyKey("k".repeat(255)).value()).hasSize(255);
        assertThatThrownBy(() -> new IdempotencyKey("k".repeat(256)))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("1 to 255 visible characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "a\u007f", "é", "a\u0000"})
    void aKeyIsVisibleAscii(String text) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> new IdempotencyKey(text))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "8e03978e-40d5, 8e03978e-40d5",
                "\"8e03978e-40d5\", 8e03978e-40d5",
                "!#$%&()*+-./:;<=>?@[]^_`{|}, !#$%&()*+-./:;<=>?@[]^_`{|}",
                "a\"b, a\"b",
                "\"a\\\"b\\\\c\", a\"b\\c",
                "a\\b, a\\b"
            })
    void theHeaderIsAStringOrTheSameWithoutQuotes(String header, String key) {
        assertThat(IdempotencyKey.ofHeaders(List.of(header))).contains(new IdempotencyKey(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"\"", "\"a", "\"a\"b\"", "\"a\";x=1", "\"a\\b\"", "\"a\\\"", "  "})
    void everythingElseIsRefused(String header) {
        assertThatExceptionOfType(ManagerException.class)
                .isThrownBy(() -> IdempotencyKey.ofHeaders(List.of(header)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_USER_INPUT));
    }

    @Test
    void thereIsOneKeyOrNone() {
        assertThat(IdempotencyKey.ofHeaders(List.of())).isEmpty();
        assertThatThrownBy(() -> IdempotencyKey.ofHeaders(List.of("a", "a"))).hasMessageContaining("more than once");
    }
}
