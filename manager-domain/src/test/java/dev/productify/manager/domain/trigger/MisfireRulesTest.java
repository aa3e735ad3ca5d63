package dev.productify.manager.domain.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.productify.manager.domain.trigger.MisfireRules.Missed;
import dev.productify.manager.domain.trigger.MisfireRules.Reckoning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MisfireRulesTest {
    private static final Instant DUE = Instant.parse("2026-05-01T10:00:00Z");
    private static final Schedule MINUTELY = schedule("* * * * *");
    private static final Schedule SECONDLY = schedule("* * * * * *");

    private static Schedule schedule(String cron) {
        return new Schedule(new CronExpression(cron), TimeZone.UTC);
    }

    private static Reckoning reckon(Schedule schedule, Instant now) {
        return MisfireRules.STANDARD.reckon(schedule, DUE, now);
    }

    @Test
    void whatIsNotDueIsLeft() {
        assertThat(reckon(MINUTELY, DUE.minusMillis(1)))
                .isEqualTo(new Reckoning(List.of(), List.of(), Optional.of(DUE)));
    }

    @Test
    void whatIsDueRuns() {
        assertThat(reckon(MINUTELY, DUE))
                .isEqualTo(new Reckoning(List.of(DUE), List.of(), Optional.of(DUE.plusSeconds(60))));
    }

    @Test
    void whatIsAMinuteLateRunsAndWhatIsLaterIsCaughtUpOnce() {
        Schedule each = schedule("*/30 * * * * *");
        assertThat(reckon(each, DUE.plusSeconds(60)).run())
                .containsExactly(DUE, DUE.plusSeconds(30), DUE.plusSeconds(60));

        Reckoning late = reckon(each, DUE.plusMillis(60_001));
        assertThat(late.run()).containsExactly(DUE, DUE.plusSeconds(30), DUE.plusSeconds(60));
        assertThat(late.missed()).isEmpty();

        Reckoning later = reckon(each, DUE.plusMillis(90_001));
        assertThat(later.missed()).containsExactly(Missed.one(DUE));
        assertThat(later.run()).containsExactly(DUE.plusSeconds(30), DUE.plusSeconds(60), DUE.plusSeconds(90));
        assertThat(later.next()).contains(DUE.plusSeconds(120));
    }

    @Test
    void theLatestIsCaughtUpWithinAnHourAndNotBeyond() {
        Schedule daily = schedule("0 10 * * *");
        assertThat(reckon(daily, DUE.plus(Duration.ofHours(1))))
                .isEqualTo(new Reckoning(List.of(DUE), List.of(), Optional.of(DUE.plus(Duration.ofDays(1)))));
        assertThat(reckon(daily, DUE.plus(Duration.ofHours(1)).plusMillis(1)))
                .isEqualTo(
                        new Reckoning(List.of(), List.of(Missed.one(DUE)), Optional.of(DUE.plus(Duration.ofDays(1)))));
    }

    @Test
    void ofManyMissedInstantsTheLatestIsCaughtUpAndEachOtherIsTold() {
        Reckoning late = reckon(MINUTELY, DUE.plus(Duration.ofMinutes(10)).plusSeconds(30));

        assertThat(late.run()).containsExactly(minute(9), minute(10));
        assertThat(late.missed()).hasSize(9).first().isEqualTo(Missed.one(DUE));
        assertThat(late.missed().get(8)).isEqualTo(Missed.one(minute(8)));
        assertThat(late.next()).contains(minute(11));
    }

    private static Instant minute(int minute) {
        return DUE.plusSeconds(60L * minute);
    }

    @Test
    void moreThanAHundredMissedInstantsAreOneStretch() {
        Instant now = minute(102).plusSeconds(30);
        Reckoning hundred = MisfireRules.STANDARD.reckon(MINUTELY, minute(1), now);
        assertThat(hundred.run()).containsExactly(minute(101), minute(102));
        assertThat(hundred.missed()).hasSize(100);

        Reckoning more = reckon(MINUTELY, now);
        assertThat(more.run()).containsExactly(minute(101), minute(102));
        assertThat(more.missed()).containsExactly(new Missed(DUE, minute(100), Optional.of(101)));
    }

    @Test
    void aLongStretchIsNotCountedToItsEnd() {
        Reckoning counted = reckon(SECONDLY, DUE.plusSeconds(MisfireRules.COUNTED + 61));
        assertThat(counted.missed())
                .containsExactly(
                        new Missed(DUE, DUE.plusSeconds(MisfireRules.COUNTED - 1), Optional.of(MisfireRules.COUNTED)));
        assertThat(counted.run()).hasSize(62).first().isEqualTo(DUE.plusSeconds(MisfireRules.COUNTED));

        Reckoning uncounted = reckon(SECONDLY, DUE.plusSeconds(MisfireRules.COUNTED + 62));
        assertThat(uncounted.missed())
                .containsExactly(new Missed(DUE, DUE.plusSeconds(MisfireRules.COUNTED), Optional.empty()));
        assertThat(uncounted.run()).hasSize(62).first().isEqualTo(DUE.plusSeconds(MisfireRules.COUNTED + 1));

        Reckoning week = reckon(SECONDLY, DUE.plus(Duration.ofDays(7)));
        assertThat(week.missed()).hasSize(1);
        assertThat(week.missed().get(0).count()).isEmpty();
        assertThat(week.run()).hasSize(62);
    }

    @Test
    void atMostAHundredRunAtOnceAndTheRestStaysDue() {
        MisfireRules patient = new MisfireRules(Duration.ofHours(1), Duration.ofHours(1));
        Reckoning first = patient.reckon(SECONDLY, DUE, DUE.plusSeconds(150));

        assertThat(first.run()).hasSize(100);
        assertThat(first.next()).contains(DUE.plusSeconds(100));
        Reckoning second = patient.reckon(SECONDLY, first.next().orElseThrow(), DUE.plusSeconds(150));
        assertThat(second.run()).hasSize(51);
        assertThat(second.next()).contains(DUE.plusSeconds(151));
    }

    /** Whatever the pauses, each instant is told of once: as one that runs, or as one that was missed. */
    @Test
    void eachInstantIsToldOfOnce() {
        Random random = new Random(3);
        Schedule schedule = schedule("*/20 * * * *");
        for (int i = 0; i < 50; i++) {
            List<Instant> told = new ArrayList<>();
            Instant due = DUE;
            Instant now = DUE;
            while (now.isBefore(DUE.plus(Duration.ofDays(2)))) {
                Reckoning reckoning = MisfireRules.STANDARD.reckon(schedule, due, now);
                reckoning.missed().forEach(missed -> {
                    assertThat(missed.first()).isEqualTo(missed.last());
                    told.add(missed.first());
                });
                told.addAll(reckoning.run());
                due = reckoning.next().orElseThrow();
                now = now.plusSeconds(random.nextInt(8) == 0 ? random.nextInt(40_000) : random.nextInt(2_000));
            }
            List<Instant> expected = new ArrayList<>();
            for (Instant instant = DUE; instant.isBefore(due); instant = instant.plusSeconds(1200)) {
                expected.add(instant);
            }
            assertThat(told).isEqualTo(expected);
        }
    }
}
