package dev.productify.manager.domain.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds cron expressions to the written table {@code clock-changes.tsv}, whose times were reckoned without this code. */
class ClockChangesTest {
    private static final Duration AROUND = Duration.ofHours(3);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    record Row(ZoneId zone, boolean forward, Instant at, String expression, String due) {}

    static List<Row> rows() throws IOException {
        try (InputStream table = ClockChangesTest.class.getResourceAsStream("clock-changes.tsv")) {
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(row ->
                            new Row(ZoneId.of(row[0]), row[1].equals("forward"), Instant.parse(row[2]), row[3], row[4]))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void dueAsTheTableSays(Row row) {
        assertThat(due(row)).isEqualTo(row.due());
    }

    private static String due(Row row) {
        CronExpression expression = new CronExpression(row.expression());
        List<String> due = new ArrayList<>();
        Optional<Instant> next = expression.next(row.at().minus(AROUND).minusSeconds(1), row.zone());
        while (next.isPresent() && !next.get().isAfter(row.at().plus(AROUND))) {
            assertThat(next.get().getEpochSecond() % 60).isZero();
            due.add(TIME.format(next.get()));
            next = expression.next(next.get(), row.zone());
        }
        return due.isEmpty() ? "-" : String.join(" ", due);
    }

    /** It does not matter from where one looks: also in the middle of a repeated hour. */
    @ParameterizedTest
    @MethodSource("rows")
    void whatIsDueDoesNotDependOnWhereOneLooksFrom(Row row) {
        CronExpression expression = new CronExpression(row.expression());
        Instant end = row.at().plus(AROUND);
        Optional<Instant> expected = Optional.empty();
        for (Instant from = end; from.isAfter(row.at().minus(AROUND)); from = from.minusSeconds(60)) {
            Optional<Instant> next = expression.next(from, row.zone()).filter(instant -> !instant.isAfter(end));
            if (!next.equals(expected)) {
                // Going backwards, another answer is the very next minute.
                assertThat(next).contains(from.plusSeconds(60));
                expected = next;
            }
        }
    }

    @Test
    void theTableHasFourZonesTwoChangesAndSixExpressions() throws IOException {
        List<Row> rows = rows();
        assertThat(rows).hasSize(4 * 2 * 6);
        assertThat(distinct(rows.stream().map(Row::zone))).isEqualTo(4);
        assertThat(distinct(rows.stream().map(Row::expression))).isEqualTo(6);
        assertThat(distinct(rows.stream().map(Row::at))).isEqualTo(8);
        for (Row row : rows) {
            var change = row.zone().getRules().nextTransition(row.at().minusSeconds(1));
            assertThat(change.getInstant()).isEqualTo(row.at());
            assertThat(change.isGap()).isEqualTo(row.forward());
        }
    }

    private static long distinct(Stream<?> values) {
        return values.distinct().count();
    }
}
