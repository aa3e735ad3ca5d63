package dev.productify.manager.domain.trigger;

import java.util.Locale;

/** What becomes of an instant that is due while an attempt of the run before is in progress (contract R4). */
public enum OverlapPolicy {
    /** It is recorded as skipped. */
    SKIP,
    /** It runs, too. */
    ALLOW;

    /** As the API and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word */
    public static OverlapPolicy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
