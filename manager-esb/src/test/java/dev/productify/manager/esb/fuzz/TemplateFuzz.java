package dev.productify.manager.esb.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.productify.manager.domain.endpoint.Conversion;
import dev.productify.manager.domain.endpoint.MessageType;
import dev.productify.manager.domain.endpoint.TransformationTemplate;
import dev.productify.manager.domain.shared.ManagerException;
import dev.productify.manager.esb.conversion.Converter;
import dev.productify.manager.esb.conversion.NotConvertible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a caller writes into its values never adds to the structure of what a template makes, and Java is never seen. */
public final class TemplateFuzz {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TemplateFuzz() {}

    /** @param data a template, a byte 0, and a body of JSON */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        if (end < 0) {
            return;
        }
        Converter converter;
        try {
            converter = new Converter(
                    Optional.of(MessageType.JSON),
                    Optional.empty(),
                    Optional.of(new TransformationTemplate(text.substring(0, end))),
                    Conversion.STANDARD);
        } catch (NotConvertible | ManagerException refused) {
            return;
        }
        String body = text.substring(end + 1);
        Optional<String> made = made(converter, body);
        if (made.isPresent()) {
            if (made.get().contains("dev.productify") && !text.contains("dev.productify")) {
                throw new AssertionError("Java is seen: " + made.get());
            }
            Optional<String> plain = plain(body).flatMap(other -> made(converter, other));
            plain.ifPresent(other -> Bodies.requireEqual(shape(other), shape(made.get())));
        }
    }

    private static Optional<String> made(Converter converter, String body) {
        try {
            return Optional.of(Bodies.text(converter.request(Bodies.body(body, Bodies.JSON), Map::of)));
        } catch (NotConvertible refused) {
            return Optional.empty();
        }
    }

    /** The body with texts that nobody can do anything by. */
    private static Optional<String> plain(String body) {
        try {
            JsonNode plain = plain(MAPPER.readTree(body));
            return Optional.of(MAPPER.writeValueAsString(plain));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode plain(JsonNode value) {
        if (value instanceof TextNode) {
            return TextNode.valueOf("x");
        }
        if (value instanceof ArrayNode array) {
            ArrayNode plain = MAPPER.createArrayNode();
            array.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode plain = MAPPER.createObjectNode();
            object.properties().forEach(member -> plain.set(member.getKey(), plain(member.getValue())));
            return plain;
        }
        return value;
    }

    private static String shape(String made) {
        if (made.stripLeading().startsWith("<")) {
            return Bodies.shapeOfXml(made);
        }
        try {
            return shape(MAPPER.readTree(made));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + made, e);
        }
    }

    /** Lists and objects in each other, and how many values there are; names may come from values. */
    private static String shape(JsonNode value) {
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(shape(part)));
        return value.isArray() ? parts.toString() : value.isObject() ? "{" + parts + "}" : ".";
    }
}
