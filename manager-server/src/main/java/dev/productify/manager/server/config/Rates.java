package dev.productify.manager.server.config;

import dev.productify.manager.domain.limits.Rate;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as people write them: a whole number per minute, or with a period, such as {@code 100/10s}. */
final class Rates {
    /** Highest number. */
    static final int MOST = 1_000_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(?:/([0-9]{1,9}[smhd]))?");

    private Rates() {}

    /** @throws IllegalArgumentException when the text has another form, or says what no rate may be */
    static Rate parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a rate");
        }
        int count = Integer.parseInt(form.group(1));
        if (count > MOST) {
            throw new IllegalArgumentException("out of bounds");
        }
        return Rate.of(count, form.group(2) == null ? Duration.ofMinutes(1) : Durations.parse(form.group(2)));
    }
}
