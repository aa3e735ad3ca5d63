package dev.productify.manager.domain.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers to callbacks mean. */
class CallbackAnswersTest {
    private static final Instant NOW = Instant.parse("2015-10-21T07:28:00Z");

    @ParameterizedTest
    @CsvSource({
        "199, NOT_TAKEN",
        "200, TAKEN",
        "204, TAKEN",
        "299, TAKEN",
        "300, NOT_TAKEN",
        "301, NOT_TAKEN",
        "307, NOT_TAKEN",
        "400, NOT_TAKEN",
        "404, NOT_TAKEN",
        "409, NOT_TAKEN",
        "410, GONE",
        "411, NOT_TAKEN",
        "429, NOT_TAKEN",
        "500, NOT_TAKEN",
        "503, NOT_TAKEN"
    })
    void aStatusMeans(int status, CallbackResult result) {
        assertThat(CallbackResult.of(status)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                             | PT2M
            1                               | PT1S
            86400                           | PT24H
            86401                           | PT24H
            999999999                       | PT24H
            Wed, 21 Oct 2015 07:29:00 GMT   | PT1M
            Fri, 23 Oct 2015 07:29:00 GMT   | PT24H
            """)
    void aWaitIsAskedFor(String value, Duration wait) {
        assertThat(RetryAfter.parse(value, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "soon", "9999999999", "Wed, 21 Oct 2015 07:28:00 GMT", "1e3"})
    void noWaitIsAskedFor(String value) {
        assertThat(RetryAfter.parse(value, NOW)).isEmpty();
    }

    @Test
    void blanksDoNoHarm() {
        assertThat(RetryAfter.parse(" 5 ", NOW)).contains(Duration.ofSeconds(5));
    }
}
