package dev.productify.manager.esb.conversion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259) strictly: no comments, no second member of the same name, nothing behind the value. */
final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // one more than the reader's own limit, whose message is better
                    .maxNestingDepth(Limits.DEPTH + 1)
                    .maxNumberLength(Limits.NUMBER_LENGTH)
                    .maxNameLength(Limits.NAME_LENGTH)
                    .maxStringLength(Limits.BYTES)
                    .build())
            // names of strangers, which would only fill the table
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private int nodes;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws NotConvertible */
    static Json read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonReader reader = new JsonReader(parser);
            if (parser.nextToken() == null) {
                throw NotConvertible.notMappable("the body holds no JSON");
            }
            Json value = reader.value(0);
            if (parser.nextToken() != null) {
                throw NotConvertible.notMappable("there is more than one value of JSON in the body");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw NotConvertible.notMappable("the body goes beyond a limit of JSON: a name of " + Limits.NAME_LENGTH
                    + " characters, a number of " + Limits.NUMBER_LENGTH + ", " + Limits.DEPTH + " levels");
        } catch (JsonProcessingException e) {
            throw NotConvertible.notMappable(
                    "the body is not well-formed JSON, line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    private Json value(int depth) throws IOException {
        if (++nodes > Limits.NODES) {
            throw Limits.tooWide();
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(depth + 1);
            case START_ARRAY -> items(depth + 1);
            case VALUE_STRING -> new Json.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(parser.getText());
            case VALUE_TRUE -> new Json.Flag(true);
            case VALUE_FALSE -> new Json.Flag(false);
            case VALUE_NULL -> Json.NULL;
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private Json members(int depth) throws IOException {
        if (depth > Limits.DEPTH) {
            throw Limits.tooDeep();
        }
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (members.put(name, value(depth)) != null) {
                throw NotConvertible.notMappable("an object has two members " + Quoted.name(name));
            }
        }
        return new Json.Members(members);
    }

    private Json items(int depth) throws IOException {
        if (depth > Limits.DEPTH) {
            throw Limits.tooDeep();
        }
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(depth));
        }
        return new Json.Items(items);
    }
}
