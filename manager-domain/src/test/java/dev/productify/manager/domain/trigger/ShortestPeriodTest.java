package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestPeriodTest {
    private static final Instant BEGIN = Instant.parse("2023-12-31T23:59:59Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * * *             | PT1S
            */5 * * * * *           | PT5S
            */7 * * * * *           | PT4S
            0,58 * * * * *          | PT2S
            10 * * * * *            | PT1M
            * * * * *               | PT1M
            */15 * * * *            | PT15M
            */25 * * * *            | PT10M
            0,7 * * * *             | PT7M
            50 59 * * * *           | PT1H
            @hourly                 | PT1H
            0 0-22 * * *            | PT1H
            0 */5 * * *             | PT4H
            55 23 * * *             | P1D
            0 0,23 * * *            | PT1H
            5,55 0,23 * * *         | PT10M
            30 59 23 * * *          | P1D
            @daily                  | P1D
            0 0 * * MON             | P7D
            0 0 * * MON,THU         | P3D
            0 9,17 * * MON          | PT8H
            0 0 1 * *               | P28D
            0 0 31 * *              | P31D
            0 0 31 1,3 *            | P59D
            @yearly                 | P365D
            0 0 13 * FRI            | P1D
            0 0 29 2 *              | P1461D
            0 0 */10 * FRI          | P21D
            """)
    void isTheDistanceOfTheTwoNearestInstants(String expression, Duration expected) {
        assertThat(new CronExpression(expression).shortestPeriod()).isEqualTo(expected);
    }

    /** 29 February is a Sunday in 2004 and then in 2032: in the 29 years that are looked at it is so once. */
    @Test
    void whatIsDueOnceInALifetimeIsToldToBeAsLongAsWasLooked() {
        assertThat(new CronExpression("0 0 29 2 */7").shortestPeriod()).isGreaterThan(Duration.ofDays(366 * 20));
    }

    /** Of whatever expression, no two instants are nearer, and two are as near. */
    @Test
    void isWhatGoingFromInstantToInstantFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            CronExpression cron = anyExpression(random);
            Duration told = cron.shortestPeriod();
            Duration found = Duration.ofDays(10_000);
            Instant before = cron.next(BEGIN, ZoneOffset.UTC).orElseThrow();
            for (int i = 0; i < 400; i++) {
                Optional<Instant> next = cron.next(before, ZoneOffset.UTC);
                if (next.isEmpty()) {
                    break;
                }
                Duration period = Duration.between(before, next.get());
                found = period.compareTo(found) < 0 ? period : found;
                before = next.get();
            }
            assertThat(found).as(cron.toString()).isGreaterThanOrEqualTo(told);
            if (Duration.between(BEGIN, before).compareTo(Duration.ofDays(366 * 30)) > 0) {
                assertThat(found).as(cron.toString()).isEqualTo(told);
            }
        }
    }

    private static CronExpression anyExpression(Random random) {
        String second = of(random, 60, 0);
        String minute = of(random, 60, 0);
        String hour = of(random, 24, 0);
        List<String> days = List.of("* *", "1 *", "*/9 *", "15 2,7", "28 *");
        List<String> weekdays = List.of("*", "*", "1", "2,4", "*/3");
        return new CronExpression(second + " " + minute + " " + hour + " " + days.get(random.nextInt(days.size())) + " "
                + weekdays.get(random.nextInt(weekdays.size())));
    }

    private static String of(Random random, int numbers, int least) {
        int first = least + random.nextInt(numbers);
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(first);
            case 1 -> first + "," + (least + random.nextInt(numbers));
            case 2 -> "*/" + (1 + random.nextInt(numbers - 1));
            default -> Integer.toString(least);
        };
    }
}
