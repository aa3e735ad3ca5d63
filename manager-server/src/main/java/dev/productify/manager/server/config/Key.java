package dev.productify.manager.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one declaration of a configuration key. Reading, the search for unknown keys, error lines, the reference page
 * and the example file are all made from it.
 *
 * @param name path in {@code config.yml}, such as {@code server.public_url}
 * @param allowed what a value may be, in words that fit behind "allowed: "
 * @param fallback value when the key is given nowhere; empty when absence is a value of its own or follows another key
 * @param fallbackText the same for readers
 * @param example a value for the example file, or the fallback
 * @param secret whether the value must never be shown
 * @param parser from text; throws {@link IllegalArgumentException} when the text is not allowed
 */
public record Key<T>(
        String name,
        String allowed,
        Optional<T> fallback,
        String fallbackText,
        String example,
        String description,
        boolean secret,
        Function<String, T> parser) {

    public Key {
        requireNonNull(name, "name");
        requireNonNull(parser, "parser");
    }

    /** The environment variable that sets this key: {@code server.port} is {@code PFY_SERVER_PORT}. */
    public String variable() {
        return "PFY_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The first word of the name, or the name itself for keys at the top. */
    public String section() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static Key<Integer> integer(String name, int fallback, int least, int most, String description) {
        Function<String, Integer> parser = text -> {
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("out of bounds");
            }
            return value;
        };
        String shown = Integer.toString(fallback);
        String allowed = "a whole number from " + least + " to " + most;
        return new Key<>(name, allowed, Optional.of(fallback), shown, shown, description, false, parser);
    }

    /** A duration such as {@code 10s}, {@code 5m}, {@code 1h} or {@code 30d}. */
    static Key<Duration> duration(String name, Duration fallback, Duration least, Duration most, String description) {
        Function<String, Duration> parser = text -> {
            Duration value = Durations.parse(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException("out of bounds");
            }
            return value;
        };
        String shown = Durations.text(fallback);
        String allowed = "a duration from " + Durations.text(least) + " to " + Durations.text(most)
                + ": a whole number and s, m, h or d";
        return new Key<>(name, allowed, Optional.of(fallback), shown, shown, description, false, parser);
    }

    static Key<Boolean> flag(String name, String fallbackText, String description) {
        Function<String, Boolean> parser = text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
        return new Key<>(name, "true or false", Optional.empty(), fallbackText, "false", description, false, parser);
    }

    static <E extends Enum<E>> Key<E> word(String name, E fallback, String description) {
        Class<E> type = fallback.getDeclaringClass();
        String allowed = Arrays.stream(type.getEnumConstants()).map(Key::lower).collect(Collectors.joining(", "));
        Function<String, E> parser = text -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> lower(constant).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such word"));
        String shown = lower(fallback);
        return new Key<>(name, "one of " + allowed, Optional.of(fallback), shown, shown, description, false, parser);
    }

    /** A key with a default, free in its form but for {@code parser}. */
    static <T> Key<T> of(String name, String fallback, String allowed, Function<String, T> parser, String description) {
        return new Key<>(
                name, allowed, Optional.of(parser.apply(fallback)), fallback, fallback, description, false, parser);
    }

    /** A key that may be absent. */
    static <T> Key<T> optional(
            String name,
            String absent,
            String example,
            String allowed,
            Function<String, T> parser,
            String description) {
        return new Key<>(name, allowed, Optional.empty(), absent, example, description, false, parser);
    }

    /** A whole number that may be absent. */
    static Key<Long> optionalNumber(
            String name, String absent, String example, long least, long most, String description) {
        Function<String, Long> parser = text -> {
            long value = Long.parseLong(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("out of bounds");
            }
            return value;
        };
        return optional(name, absent, example, "a whole number from " + least + " to " + most, parser, description);
    }

    /** A list, empty by default: a sequence in the file, comma-separated in the variable. */
    static <T> Key<List<T>> list(
            String name, String example, String allowed, Function<String, T> item, String description) {
        Function<String, List<T>> parser = text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(item)
                .toList();
        return new Key<>(
                name, "a list of " + allowed, Optional.of(List.of()), "none", example, description, false, parser);
    }

    /** The same key, with a value that is never shown. */
    Key<T> hidden() {
        return new Key<>(name, allowed, fallback, fallbackText, example, description, true, parser);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
