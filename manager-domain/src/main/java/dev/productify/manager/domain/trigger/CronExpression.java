package dev.productify.manager.domain.trigger;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * When something is due, by the calendar and the clock on the wall of some zone (contract R1).
 *
 * <p>Five fields, minute, hour, day of month, month, day of week, or six with the second first; each {@code *}, a number, a
 * range {@code 1-5}, with a step {@code *}{@code /15}, or a list of these; months and days of the week also by the first three
 * letters of their English names. Sunday is 0 and 7. Where neither field for days begins with a star, either may match, as
 * crontab(5) has it. {@code @hourly}, {@code @daily} and so on stand for what they say.
 *
 * <p><b>When clocks change.</b> An expression that names hours goes by the clock on the wall: times that the clock skips are
 * made up for once, at the end of the gap, and times that it shows twice count at the first occurrence. One that leaves every
 * hour open goes by the time that passes: it neither pauses nor makes up for anything, as in Vixie's cron.
 *
 * <p>Instants have whole seconds.
 */
public final class CronExpression {
    /** Longest text, in characters. */
    public static final int MAX_LENGTH = 200;

    /** 29 February falls on a given day of the week at least once in 40 years. */
    private static final int MOST_YEARS = 41;

    private static final int LOOKED_AT_YEARS = 29;
    private static final long SECONDS_OF_DAY = 86_400;

    private final String text;
    private final CronSyntax.Fields fields;

    /** @throws ManagerException {@code BAD_USER_INPUT} with the column of the error, and for what is never due */
    public CronExpression(String text) {
        this.text = requireNonNull(text, "text").strip();
        if (this.text.length() > MAX_LENGTH) {
            throw CronSyntax.error(MAX_LENGTH + 1, "there may be " + MAX_LENGTH + " characters at most");
        }
        this.fields = CronSyntax.parse(this.text);
        requireSomeDay();
    }

    /** Where days of the week match by themselves, some day of each month does. */
    private void requireSomeDay() {
        if (!fields.anyDayOfWeek() && !fields.anyDayOfMonth()) {
            return;
        }
        int days = 0;
        for (int month = 1; month <= 12; month++) {
            if (has(CronField.MONTH, month)) {
                int length = LocalDate.of(2000, month, 1).lengthOfMonth();
                for (int day = 1; day <= length; day++) {
                    days += has(CronField.DAY_OF_MONTH, day) ? 1 : 0;
                }
            }
        }
        if (days == 0) {
            throw ManagerException.badInput("cronExpression never fires: none of its months has such a day");
        }
    }

    /**
     * The first instant after the given one.
     *
     * @return empty when there is none before the year 10000
     */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        Instant at = Instant.ofEpochSecond(after.getEpochSecond());
        ZoneOffset offset = rules.getOffset(at);
        LocalDateTime from = LocalDateTime.ofEpochSecond(at.getEpochSecond() + 1, 0, offset);
        if (!fields.anyHour()) {
            from = pastRepetition(from, rules.previousTransition(at.plusSeconds(1)));
        }
        Optional<LocalDateTime> match = nextLocal(from);
        while (match.isPresent()) {
            ZoneOffsetTransition transition = rules.nextTransition(at);
            if (transition == null || match.get().isBefore(transition.getDateTimeBefore())) {
                return Optional.of(match.get().toInstant(offset));
            }
            boolean byWall = !fields.anyHour();
            if (byWall && transition.isGap() && match.get().isBefore(transition.getDateTimeAfter())) {
                return Optional.of(transition.getInstant());
            }
            // Where the clock goes back, the wall's time goes on only when it shows something new.
            from = byWall && transition.isOverlap() ? transition.getDateTimeBefore() : transition.getDateTimeAfter();
            offset = transition.getOffsetAfter();
            at = transition.getInstant();
            if (match.get().isBefore(from) || !byWall) {
                match = nextLocal(from);
            }
        }
        return Optional.empty();
    }

    private static LocalDateTime pastRepetition(LocalDateTime from, ZoneOffsetTransition before) {
        boolean shownBefore = before != null && before.isOverlap() && from.isBefore(before.getDateTimeBefore());
        return shownBefore ? before.getDateTimeBefore() : from;
    }

    /**
     * The last instant before the given one.
     *
     * @return empty when there is none in the 41 years before
     */
    public Optional<Instant> previous(Instant before, ZoneId zone) {
        long end = before.getNano() == 0 ? before.getEpochSecond() : before.getEpochSecond() + 1;
        long back = 1;
        while (!isDue(end - back, end, zone)) {
            if (back > MOST_YEARS * 366L * 86_400) {
                return Optional.empty();
            }
            back *= 2;
        }
        // The latest moment behind which there still is one: next() never decreases.
        long low = end - back;
        long high = end;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (isDue(middle, end, zone)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return next(Instant.ofEpochSecond(low), zone);
    }

    private boolean isDue(long after, long end, ZoneId zone) {
        return next(Instant.ofEpochSecond(after), zone)
                .filter(instant -> instant.getEpochSecond() < end)
                .isPresent();
    }

    /**
     * The shortest time from one instant to the next, by a clock that is never changed: where clocks change, two instants may
     * come nearer to each other, once. It takes no longer than looking at the days of 29 years.
     *
     * @return at most 29 years, also where the next instant is still later
     */
    public Duration shortestPeriod() {
        int firstMinute = next(CronField.MINUTE, 0);
        int firstSecond = next(CronField.SECOND, 0);
        int lastMinute = last(CronField.MINUTE);
        int lastSecond = last(CronField.SECOND);
        int firstInHour = firstMinute * 60 + firstSecond;
        int lastInHour = lastMinute * 60 + lastSecond;
        long shortest = Long.MAX_VALUE;
        shortest = Math.min(shortest, nearest(CronField.SECOND, 1, 0));
        shortest = Math.min(shortest, nearest(CronField.MINUTE, 60, lastSecond - firstSecond));
        shortest = Math.min(shortest, nearest(CronField.HOUR, 3600, lastInHour - firstInHour));
        int first = next(CronField.HOUR, 0) * 3600 + firstInHour;
        int last = last(CronField.HOUR) * 3600 + lastInHour;
        long inDay = shortest;
        if (inDay > SECONDS_OF_DAY - last + first) {
            inDay = Math.min(inDay, nearestDays() * SECONDS_OF_DAY - last + first);
        }
        return Duration.ofSeconds(inDay);
    }

    /**
     * How far the two nearest numbers of a field are apart, in seconds.
     *
     * @param unit seconds of one step of the field
     * @param span seconds by which what is due within one number is spread
     */
    private long nearest(CronField field, int unit, int span) {
        int before = next(field, 0);
        int nearest = Integer.MAX_VALUE;
        for (int after = next(field, before + 1); after >= 0; after = next(field, before + 1)) {
            nearest = Math.min(nearest, after - before);
            before = after;
        }
        return nearest == Integer.MAX_VALUE ? Long.MAX_VALUE : (long) nearest * unit - span;
    }

    private int last(CronField field) {
        return 63 - Long.numberOfLeadingZeros(bits(field));
    }

    /** How far the two nearest days are apart; weekdays and lengths of months come again together after 28 years. */
    private long nearestDays() {
        LocalDate begin = LocalDate.of(2000, 1, 1);
        LocalDate end = begin.plusYears(LOOKED_AT_YEARS);
        long nearest = ChronoUnit.DAYS.between(begin, end);
        LocalDate before = null;
        for (LocalDate day = begin; day.isBefore(end) && nearest > 1; ) {
            if (!has(CronField.MONTH, day.getMonthValue())) {
                day = day.withDayOfMonth(1).plusMonths(1);
                continue;
            }
            if (isDay(day)) {
                if (before != null) {
                    nearest = Math.min(nearest, ChronoUnit.DAYS.between(before, day));
                }
                before = day;
            }
            day = day.plusDays(1);
        }
        return nearest;
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime from) {
        LocalDate date = from.toLocalDate();
        int time = from.toLocalTime().toSecondOfDay();
        int lastYear = Math.min(date.getYear() + MOST_YEARS, 9999);
        while (date.getYear() <= lastYear) {
            if (!has(CronField.MONTH, date.getMonthValue())) {
                date = date.withDayOfMonth(1).plusMonths(1);
            } else {
                int match = isDay(date) ? nextTime(time) : -1;
                if (match >= 0) {
                    return Optional.of(LocalDateTime.of(date, LocalTime.ofSecondOfDay(match)));
                }
                date = date.plusDays(1);
            }
            time = 0;
        }
        return Optional.empty();
    }

    private boolean isDay(LocalDate date) {
        boolean ofMonth = has(CronField.DAY_OF_MONTH, date.getDayOfMonth());
        boolean ofWeek = has(CronField.DAY_OF_WEEK, date.getDayOfWeek().getValue() % 7);
        return fields.anyDayOfMonth() || fields.anyDayOfWeek() ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** The first second of a day, from the given one on, that matches; -1 when none does. */
    private int nextTime(int from) {
        int hour = next(CronField.HOUR, from / 3600);
        if (hour < 0) {
            return -1;
        }
        int within = hour == from / 3600 ? from % 3600 : 0;
        int match = nextInHour(within);
        if (match < 0) {
            hour = next(CronField.HOUR, hour + 1);
            match = nextInHour(0);
        }
        return hour < 0 ? -1 : hour * 3600 + match;
    }

    private int nextInHour(int from) {
        int minute = next(CronField.MINUTE, from / 60);
        if (minute < 0) {
            return -1;
        }
        int second = next(CronField.SECOND, minute == from / 60 ? from % 60 : 0);
        if (second < 0) {
            minute = next(CronField.MINUTE, minute + 1);
            second = next(CronField.SECOND, 0);
        }
        return minute < 0 ? -1 : minute * 60 + second;
    }

    /** The first matching number from the given one on; -1 when there is none. */
    private int next(CronField field, int from) {
        long later = from > 63 ? 0 : bits(field) & -1L << from;
        return later == 0 ? -1 : Long.numberOfTrailingZeros(later);
    }

    private boolean has(CronField field, int number) {
        return (bits(field) >>> number & 1) == 1;
    }

    private long bits(CronField field) {
        return fields.bits()[field.ordinal()];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was given, without blanks around it. */
    @Override
    public String toString() {
        return text;
    }
}
