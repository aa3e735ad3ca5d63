package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Beside cron-utils, an implementation by others: both find the same times on the wall over ten years; when clocks change
 * each does what is said here of it.
 */
class CronUtilsTest {
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 3653;
    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC", "America/New_York", "Europe/Budapest", "Australia/Lord_Howe", "America/Santiago")
            .map(ZoneId::of)
            .toList();

    /** At most every other hour. */
    private static final List<String> RARE = List.of(
            "0 0 * * *",
            "30 1 * * *",
            "15 2 * * *",
            "30 23 * * *",
            "0 3 * * SUN",
            "20 2 * MAR-APR,OCT *",
            "0 */2 * * *");

    private static final List<String> OFTEN = List.of("*/20 0-3 * * *", "0,45 1,2 * * *");
    private static final List<String> EVERY_HOUR = List.of("30 * * * *", "*/15 * * * *", "59 * * * *");

    private static final CronDefinition WITHOUT_SECONDS = definition(false);
    private static final CronDefinition WITH_SECONDS = definition(true);

    private enum Skipped {
        NOT_DUE,
        DUE_AT_THE_END
    }

    private enum Repeated {
        DUE_ONCE,
        DUE_TWICE
    }

    private record Policy(Skipped skipped, Repeated repeated) {}

    private static final Policy BY_ELAPSED_TIME = new Policy(Skipped.NOT_DUE, Repeated.DUE_TWICE);
    private static final Policy OURS = new Policy(Skipped.DUE_AT_THE_END, Repeated.DUE_ONCE);
    /** What does not come again within two hours. */
    private static final Policy THEIRS_FOR_RARE = new Policy(Skipped.NOT_DUE, Repeated.DUE_ONCE);

    private static CronDefinition definition(boolean seconds) {
        CronDefinitionBuilder builder = CronDefinitionBuilder.defineCron();
        if (seconds) {
            builder = builder.withSeconds().and();
        }
        return builder.withMinutes()
                .and()
                .withHours()
                .and()
                .withDayOfMonth()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .and()
                .instance();
    }

    private static List<Instant> theirs(String expression, ZoneId zone, Instant after, Instant until) {
        CronDefinition definition = expression.split(" ").length == 6 ? WITH_SECONDS : WITHOUT_SECONDS;
        ExecutionTime times = ExecutionTime.forCron(new CronParser(definition).parse(expression));
        List<Instant> due = new ArrayList<>();
        Optional<ZonedDateTime> next = times.nextExecution(after.atZone(zone));
        while (next.isPresent() && next.get().toInstant().isBefore(until)) {
            due.add(next.get().toInstant());
            next = times.nextExecution(next.get());
        }
        return due;
    }

    private static List<Instant> ours(String text, ZoneId zone, Instant after, Instant until) {
        CronExpression expression = new CronExpression(text);
        List<Instant> due = new ArrayList<>();
        Optional<Instant> next = expression.next(after, zone);
        while (next.isPresent() && next.get().isBefore(until)) {
            due.add(next.get());
            next = expression.next(next.get(), zone);
        }
        return due;
    }

    /** Times on the wall by cron-utils where clocks never change, each as if it were one of UTC. */
    private static List<Instant> walls(String expression, ZoneOffsetTransition change, Instant after, Instant until) {
        Duration more = Duration.ofHours(2);
        Instant from =
                after.plusSeconds(change.getOffsetBefore().getTotalSeconds()).minus(more);
        Instant to =
                until.plusSeconds(change.getOffsetAfter().getTotalSeconds()).plus(more);
        return theirs(expression, ZoneOffset.UTC, from, to);
    }

    /** What a policy makes of times on the wall. */
    private static List<Instant> expected(
            List<Instant> walls, ZoneOffsetTransition change, Policy policy, Instant after, Instant until) {
        SortedSet<Instant> due = new TreeSet<>();
        for (Instant wall : walls) {
            LocalDateTime time = LocalDateTime.ofInstant(wall, ZoneOffset.UTC);
            if (change.isGap()
                    && !time.isBefore(change.getDateTimeBefore())
                    && time.isBefore(change.getDateTimeAfter())) {
                if (policy.skipped() == Skipped.DUE_AT_THE_END) {
                    due.add(change.getInstant());
                }
                continue;
            }
            boolean twice = change.isOverlap()
                    && !time.isBefore(change.getDateTimeAfter())
                    && time.isBefore(change.getDateTimeBefore());
            boolean before = twice || time.isBefore(change.getDateTimeBefore());
            due.add(time.toInstant(before ? change.getOffsetBefore() : change.getOffsetAfter()));
            if (twice && policy.repeated() == Repeated.DUE_TWICE) {
                due.add(time.toInstant(change.getOffsetAfter()));
            }
        }
        return due.stream()
                .filter(instant -> instant.isAfter(after) && instant.isBefore(until))
                .toList();
    }

    /** Some of the changes of clocks in ten years, half of them forward. */
    private static List<ZoneOffsetTransition> changes(ZoneId zone, int number) {
        List<ZoneOffsetTransition> all = new ArrayList<>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(FROM.plus(Duration.ofDays(DAYS)))) {
            all.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        // An odd distance, so that both kinds come in turn.
        int first = new Random(zone.hashCode()).nextInt(2);
        return all.isEmpty()
                ? List.of()
                : IntStream.range(0, number)
                        .mapToObj(i -> all.get(first + i * 3))
                        .toList();
    }

    private static void compare(
            List<String> expressions, int number, Duration around, Policy ourPolicy, Policy theirPolicy) {
        for (ZoneId zone : ZONES) {
            for (ZoneOffsetTransition change : changes(zone, number)) {
                Instant from = change.getInstant().minus(around);
                Instant until = change.getInstant().plus(around);
                for (String expression : expressions) {
                    List<Instant> walls = walls(expression, change, from, until);
                    assertThat(ours(expression, zone, from, until))
                            .as("ours: %s in %s around %s", expression, zone, change.getInstant())
                            .isEqualTo(expected(walls, change, ourPolicy, from, until));
                    assertThat(theirs(expression, zone, from, until))
                            .as("theirs: %s in %s around %s", expression, zone, change.getInstant())
                            .isEqualTo(expected(walls, change, theirPolicy, from, until));
                }
            }
        }
    }

    @Test
    void aSkippedTimeIsDueAtTheEndOfTheGapHereAndNotAtAllThere() {
        compare(RARE, 6, Duration.ofHours(30), OURS, THEIRS_FOR_RARE);
    }

    @Test
    void aRepeatedTimeOfAFrequentExpressionIsDueOnceHereAndTwiceThere() {
        compare(OFTEN, 2, Duration.ofHours(4), OURS, BY_ELAPSED_TIME);
    }

    @Test
    void whatIsDueEachHourGoesByElapsedTimeHereAndThere() {
        compare(EVERY_HOUR, 2, Duration.ofHours(4), BY_ELAPSED_TIME, BY_ELAPSED_TIME);
    }

    @Test
    void ofADayStarWithAStepAndAWeekdayBothMatchHereAndEitherThere() {
        Instant until = FROM.plus(Duration.ofDays(100));
        List<Instant> even = theirs("0 0 */2 * *", ZoneOffset.UTC, FROM, until);
        List<Instant> mondays = theirs("0 0 * * MON", ZoneOffset.UTC, FROM, until);

        assertThat(ours("0 0 */2 * MON", ZoneOffset.UTC, FROM, until))
                .isEqualTo(mondays.stream().filter(even::contains).toList());
        assertThat(theirs("0 0 */2 * MON", ZoneOffset.UTC, FROM, until))
                .isEqualTo(Stream.concat(even.stream(), mondays.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Where clocks do not change, there is no difference. */
    @Test
    void drawnExpressionsAreDueAtTheSameTimesOverTenYears() {
        Random random = new Random(23);
        for (int i = 0; i < 80; i++) {
            String expression = drawn(random);
            for (int j = 0; j < 1; j++) {
                Instant from =
                        FROM.plus(Duration.ofDays(random.nextInt(DAYS - 400))).plusSeconds(random.nextInt(86_400));
                List<Instant> ours = some(expression, from);
                assertThat(theirs(
                                expression,
                                ZoneOffset.UTC,
                                from,
                                ours.get(ours.size() - 1).plusSeconds(1)))
                        .as("%s after %s", expression, from)
                        .isEqualTo(ours);
            }
        }
    }

    private static List<Instant> some(String text, Instant from) {
        CronExpression expression = new CronExpression(text);
        return Stream.iterate(
                        expression.next(from, ZoneOffset.UTC),
                        next -> expression.next(next.orElseThrow(), ZoneOffset.UTC))
                .limit(6)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static String drawn(Random random) {
        String ofMonth = pick(random, "*", "*", "1-31/" + (2 + random.nextInt(8)), "5,6,29-31", "13");
        String ofWeek = pick(random, "*", "*", "7", "MON-FRI", "SAT,SUN", "0", "2-4", "1,5");
        String fields = String.join(
                " ",
                pick(random, "*", "*/7", "" + random.nextInt(60), "5-50/9", "1,2,58"),
                pick(random, "*", "*/5", "" + random.nextInt(24), "9-17", "0,23", "22-23"),
                ofMonth,
                pick(random, "*", "*", "*/3", "FEB", "JUN-SEP", "2,4,6"),
                ofWeek);
        return random.nextInt(3) > 0 ? fields : pick(random, "*", "*/13", "59", "0,30") + " " + fields;
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
