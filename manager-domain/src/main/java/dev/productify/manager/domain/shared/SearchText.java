package dev.productify.manager.domain.shared;

import java.util.Locale;

/** What people are looked for by: 2 to 254 characters on one line, blanks around it dropped. Case makes no difference. */
public record SearchText(String value) {
    public static final int MIN_LENGTH = 2;
    public static final int MAX_LENGTH = 254;

    public SearchText {
        value = Texts.checked("name", value, MIN_LENGTH, MAX_LENGTH, false);
    }

    /** Whether the text is a part of the other one. */
    public boolean isIn(String other) {
        return other.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether the text is the other one. */
    public boolean is(String other) {
        return other.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
