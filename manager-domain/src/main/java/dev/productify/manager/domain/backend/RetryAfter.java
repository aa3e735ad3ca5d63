package dev.productify.manager.domain.backend;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {
    /** Nobody is waited for longer. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /**
     * How long to wait at least.
     *
     * @param now when the answer came
     * @return empty for what is neither, or has passed; never more than {@link #LONGEST}
     */
    public static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        Duration wait = SECONDS.matcher(text).matches()
                ? Duration.ofSeconds(Long.parseLong(text))
                : date(text).map(date -> Duration.between(now, date)).orElse(Duration.ZERO);
        if (wait.isNegative() || wait.isZero()) {
            return Optional.empty();
        }
        return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Instant> date(String text) {
        try {
            DateTimeFormatter form = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
            return Optional.of(ZonedDateTime.parse(text, form).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
