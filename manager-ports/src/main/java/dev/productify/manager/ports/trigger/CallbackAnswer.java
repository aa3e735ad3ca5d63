package dev.productify.manager.ports.trigger;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a backend answered.
 *
 * @param headers name and value of each, in their order, {@code name: value} a line
 * @param body its beginning: up to {@link #MAX_BODY} bytes, as UTF-8
 */
public record CallbackAnswer(int status, List<String> headers, String body) {
    public static final int MAX_BODY = 4 * 1024;

    public CallbackAnswer {
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** The value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        String prefix = name + ":";
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst();
    }
}
