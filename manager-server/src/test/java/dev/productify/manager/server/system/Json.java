package dev.productify.manager.server.system;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as maps, lists and texts, for tests that look into answers. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return value(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("No JSON: " + text, e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> Client.quoted(member.getKey().toString()) + ":" + write(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? Client.quoted(text) : String.valueOf(value);
    }

    /** Whatever is found along the names; through lists as through what is in them. */
    static List<Object> at(Object value, String... names) {
        List<Object> found = List.of(value);
        for (String name : names) {
            found = found.stream().flatMap(each -> members(each, name).stream()).toList();
        }
        return found;
    }

    private static List<Object> members(Object value, String name) {
        if (value instanceof Collection<?> elements) {
            return elements.stream()
                    .flatMap(element -> members(element, name).stream())
                    .toList();
        }
        boolean there = value instanceof Map<?, ?> members && members.get(name) != null;
        return there ? List.of(((Map<?, ?>) value).get(name)) : List.of();
    }

    /** Whatever has that name, however deep. */
    static List<Object> everywhere(Object value, String name) {
        List<Object> found = new ArrayList<>();
        if (value instanceof Collection<?> elements) {
            elements.forEach(element -> found.addAll(everywhere(element, name)));
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> {
                if (key.equals(name) && member != null) {
                    found.add(member);
                } else {
                    found.addAll(everywhere(member, name));
                }
            });
        }
        return found;
    }

    /** The things in what {@link #everywhere} found: lists taken apart. */
    static List<Object> things(Object value, String name) {
        return everywhere(value, name).stream()
                .flatMap(found -> found instanceof Collection<?> list ? list.stream() : List.of(found).stream())
                .map(Object.class::cast)
                .toList();
    }
}
