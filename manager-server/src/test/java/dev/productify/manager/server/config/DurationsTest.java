package dev.productify.manager.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0s, 0", "10s, 10", "5m, 300", "1h, 3600", "30d, 2592000", "999999999s, 999999999"})
    void aNumberAndAUnit(String text, long seconds) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1S", "1 s", "1w", "1s2m", "1000000000s", "٣s"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLargestWholeUnitIsShown() {
        assertThat(Durations.text(Duration.ofDays(30))).isEqualTo("30d");
        assertThat(Durations.text(Duration.ofHours(25))).isEqualTo("25h");
        assertThat(Durations.text(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("90s");
    }
}
