package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z"); // a Thursday

    private static Instant next(String expression, Instant after) {
        return new CronExpression(expression).next(after, ZoneOffset.UTC).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *            | 2026-01-01T00:01:00Z
            */15 * * * *         | 2026-01-01T00:15:00Z
            0 0 * * *            | 2026-01-02T00:00:00Z
            0 2 * * *            | 2026-01-01T02:00:00Z
            5/20 * * * *         | 2026-01-01T00:05:00Z
            10-20/5,50 0 * * *   | 2026-01-01T00:10:00Z
            0 0 * * MON-FRI      | 2026-01-02T00:00:00Z
            0 0 * * mon          | 2026-01-05T00:00:00Z
            0 0 * * 0            | 2026-01-04T00:00:00Z
            0 0 * * 7            | 2026-01-04T00:00:00Z
            0 0 * * FRI-SUN      | 2026-01-02T00:00:00Z
            0 0 * * 6-7          | 2026-01-03T00:00:00Z
            0 0 1 FEB *          | 2026-02-01T00:00:00Z
            0 0 29 2 *           | 2028-02-29T00:00:00Z
            0 0 13 * FRI         | 2026-01-02T00:00:00Z
            0 0 */10 * FRI       | 2026-05-01T00:00:00Z
            0 0 31 4 1           | 2026-04-06T00:00:00Z
            30 * * * * *         | 2026-01-01T00:00:30Z
            * * * * * *          | 2026-01-01T00:00:01Z
            0 0 12 25 DEC *      | 2026-12-25T12:00:00Z
            @hourly              | 2026-01-01T01:00:00Z
            @daily               | 2026-01-02T00:00:00Z
            @midnight            | 2026-01-02T00:00:00Z
            @Weekly              | 2026-01-04T00:00:00Z
            @monthly             | 2026-02-01T00:00:00Z
            @yearly              | 2027-01-01T00:00:00Z
            @annually            | 2027-01-01T00:00:00Z
            """)
    void theFirstInstantAfterNewYear(String expression, Instant expected) {
        assertThat(next(expression, NEW_YEAR)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60 * * * *                 | 1
            * 24 * * *                 | 3
            * * 0 * *                  | 5
            * * 32 * *                 | 5
            * * * 13 *                 | 7
            * * * JANUARY *            | 7
            * * * * 8                  | 9
            * * * * FRI#2              | 9
            * * L * *                  | 5
            * * 15W * *                | 5
            * * ? * *                  | 5
            1,,2 * * * *               | 3
            1, * * * *                 | 3
            5-1 * * * *                | 1
            * * * * FRI-MON            | 9
            1-x * * * *                | 3
            1-2-3 * * * *              | 3
            */0 * * * *                | 3
            */60 * * * *               | 3
            */2/2 * * * *              | 3
            -1 * * * *                 | 1
            +1 * * * *                 | 1
            001 * * * *                | 1
            '0  0   99 * *'            | 8
            * * * *                    | 8
            *                          | 2
            0 0 0 1 1 * 2026           | 13
            @reboot                    | 1
            @every 5m                  | 8
            @daily UTC                 | 8
            """)
    void anErrorIsToldWithItsColumn(String expression, int column) {
        assertThatThrownBy(() -> new CronExpression(expression))
                .isInstanceOf(ManagerException.class)
                .hasMessageStartingWith("cronExpression, column " + column + ": ")
                .extracting(thrown -> ((ManagerException) thrown).code())
                .isEqualTo(ErrorCode.BAD_USER_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "١ * * * *", "0\u00a00 * * *"})
    void whatIsNoExpressionIsRefused(String expression) {
        assertThatThrownBy(() -> new CronExpression(expression)).isInstanceOf(ManagerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 FEB *", "0 0 31 2,4,6,9,11 *", "0 0 30-31 2 */2", "0 0 0 31 4 *"})
    void whatNeverFiresIsRefused(String expression) {
        assertThatThrownBy(() -> new CronExpression(expression))
                .isInstanceOf(ManagerException.class)
                .hasMessageContaining("never fires");
    }

    @Test
    void anExpressionHasAtMost200Characters() {
        String list = "0" + ",0".repeat((200 - 9) / 2);
        String longest = list + " * * * *";
        assertThat(longest).hasSize(199);
        assertThatCode(() -> new CronExpression(longest + "  ")).doesNotThrowAnyException();
        assertThatCode(() -> new CronExpression("0" + longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new CronExpression(",0".repeat(1) + "0" + longest))
                .hasMessageContaining("200 characters at most");
    }

    @Test
    void aDayThatIsRareIsFoundAcrossACentury() {
        Instant after = Instant.parse("2089-01-01T00:00:00Z");
        // Both restrict the day since one begins with a star: a Sunday that is 29 February.
        Optional<Instant> due = new CronExpression("0 0 29 2 */7").next(after, ZoneOffset.UTC);
        assertThat(due).contains(Instant.parse("2128-02-29T00:00:00Z"));
    }

    @Test
    void nothingIsDueBehindTheYear9999() {
        assertThat(new CronExpression("@yearly").next(Instant.parse("9999-01-01T00:00:00Z"), ZoneOffset.UTC))
                .isEmpty();
    }

    @Test
    void whatIsDueIsAfterTheInstantThoughItHasFractions() {
        Instant due = Instant.parse("2026-01-01T00:00:01Z");
        assertThat(next("* * * * * *", due.minusMillis(1))).isEqualTo(due);
        assertThat(next("* * * * * *", due)).isEqualTo(due.plusSeconds(1));
        assertThat(next("* * * * * *", due.plusMillis(1))).isEqualTo(due.plusSeconds(1));
        CronExpression each = new CronExpression("* * * * * *");
        assertThat(each.previous(due, ZoneOffset.UTC)).contains(due.minusSeconds(1));
        assertThat(each.previous(due.plusMillis(1), ZoneOffset.UTC)).contains(due);
    }

    /** In both directions, by zones with all kinds of changes of clocks. */
    @Test
    void previousFindsWhatNextFound() {
        Random random = new Random(11);
        List<String> expressions = List.of(
                "* * * * * *",
                "*/7 * * * *",
                "30 * * * *",
                "0 0 * * *",
                "15 2 * * *",
                "0 3 * * SUN",
                "59 23 31 * *",
                "0 0 29 2 *");
        for (String zone :
                List.of("UTC", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata")) {
            for (String text : expressions) {
                CronExpression expression = new CronExpression(text);
                for (int i = 0; i < 10; i++) {
                    Instant start = NEW_YEAR.plusSeconds(random.nextInt(40_000_000));
                    Instant first = expression.next(start, ZoneId.of(zone)).orElseThrow();
                    Instant second = expression.next(first, ZoneId.of(zone)).orElseThrow();
                    assertThat(second).isAfter(first);
                    assertThat(expression.previous(second, ZoneId.of(zone)))
                            .as("%s in %s before %s", text, zone, second)
                            .contains(first);
                }
            }
        }
    }

    @Test
    void nothingIsBeforeTheBeginning() {
        assertThat(new CronExpression("0 0 29 2 */7").previous(Instant.parse("2032-02-29T00:00:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2004-02-29T00:00:00Z"));
    }

    /** Each second of a day is looked at, and compared with what {@code next} says, field by field. */
    @Test
    void nothingIsLeftOutAndNothingTooMuch() {
        List<Instant> walked = new ArrayList<>();
        Optional<Instant> due = Optional.of(NEW_YEAR.minusSeconds(1));
        CronExpression expression = new CronExpression("*/13 5-50/9 1,3,20-22 * * *");
        while (due.isPresent() && due.get().isBefore(NEW_YEAR.plus(Duration.ofDays(1)))) {
            due = expression.next(due.get(), ZoneOffset.UTC);
            due.filter(instant -> instant.isBefore(NEW_YEAR.plus(Duration.ofDays(1))))
                    .ifPresent(walked::add);
        }
        List<Instant> expected = new ArrayList<>();
        for (int second = 0; second < 86_400; second++) {
            int hour = second / 3600;
            int minute = second / 60 % 60;
            boolean in = (hour == 1 || hour == 3 || hour >= 20 && hour <= 22)
                    && minute >= 5
                    && minute <= 50
                    && (minute - 5) % 9 == 0
                    && second % 60 % 13 == 0;
            if (in) {
                expected.add(NEW_YEAR.plusSeconds(second));
            }
        }
        assertThat(walked).isEqualTo(expected);
    }

    @Test
    void equalTextsAreEqualExpressions() {
        assertThat(new CronExpression(" 0 0 * * * "))
                .isEqualTo(new CronExpression("0 0 * * *"))
                .hasSameHashCodeAs(new CronExpression("0 0 * * *"))
                .isNotEqualTo(new CronExpression("0 0  * * *"))
                .hasToString("0 0 * * *");
    }
}
