package dev.productify.manager.ports.shared;

import dev.productify.manager.domain.shared.ManagerException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a column holds, and with that how a filter's text is read and compared (contract G2). */
public sealed interface ColumnType {
    /** Free text: a filter matches what contains it, ignoring case. */
    record Text() implements ColumnType {}

    /** Text of a fixed form, such as a slug: a filter matches what equals it. */
    record Exact() implements ColumnType {}

    record Uuid() implements ColumnType {}

    record Bool() implements ColumnType {}

    /** A whole number: a filter matches what equals it. */
    record Whole() implements ColumnType {}

    /** A closed set of words, as the API writes them. */
    record Word(List<String> words) implements ColumnType {
        public Word {
            words = List.copyOf(words);
        }

        public static Word of(Class<? extends Enum<?>> type) {
            return new Word(Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    /** A time: {@code x_at} is filtered by {@code x_after} and {@code x_before}, both exclusive. */
    record Time() implements ColumnType {}

    Pattern FOUR_DIGIT_YEAR = Pattern.compile("[0-9]{4}-");

    String TIME_FORM = "a time such as 2026-01-31T00:00:00Z";

    Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    /** No number has more digits that any row holds. */
    Pattern WHOLE_FORM = Pattern.compile("-?[0-9]{1,9}");

    /** @throws ManagerException {@code BAD_USER_INPUT} when the text has not the form of this type */
    default Object parse(String field, String text) {
        if (this instanceof Uuid) {
            return uuid(field, text);
        }
        if (this instanceof Bool) {
            return bool(field, text);
        }
        if (this instanceof Whole) {
            return whole(field, text);
        }
        if (this instanceof Word word) {
            return word(field, text, word.words());
        }
        return this instanceof Time ? time(field, text) : text(field, text);
    }

    /** PostgreSQL's texts hold neither NUL nor halves of characters, so no row could match. */
    private static String text(String field, String text) {
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw wrong(field, "text without NUL and without halves of characters");
        }
        return text;
    }

    private static UUID uuid(String field, String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw wrong(field, "a UUID");
        }
        return UUID.fromString(text);
    }

    private static Boolean bool(String field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(field, "true or false");
        };
    }

    private static Integer whole(String field, String text) {
        if (!WHOLE_FORM.matcher(text).matches()) {
            throw wrong(field, "a whole number");
        }
        return Integer.valueOf(text);
    }

    private static String word(String field, String text, List<String> words) {
        if (!words.contains(text)) {
            throw wrong(field, "one of " + String.join(", ", words));
        }
        return text;
    }

    private static Instant time(String field, String text) {
        try {
            // RFC 3339 has years of four digits; Instant knows others, which databases do not.
            if (!FOUR_DIGIT_YEAR.matcher(text).lookingAt()) {
                throw wrong(field, TIME_FORM);
            }
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(field, TIME_FORM);
        }
    }

    private static ManagerException wrong(String field, String wanted) {
        return ManagerException.badInput("filter " + field + " takes " + wanted);
    }
}
