package dev.productify.manager.graphql.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.productify.manager.graphql.GraphQlRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads requests: never more of a body than is allowed, and nothing that is not exactly one JSON object. */
final class RequestReader {
    private static final int NESTING = 100;
    private static final int NUMBER_LENGTH = 100;
    private static final int DISCARDED_AT_ONCE = 16 * 1024;

    private final int maxBodyBytes;
    private final ObjectReader json;

    RequestReader(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(NESTING)
                        .maxNumberLength(NUMBER_LENGTH)
                        .build())
                .build();
        this.json = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(Object.class);
    }

    /** @param length as the client announced it; negative when it did not */
    GraphQlRequest ofBody(InputStream body, long length) {
        if (length > maxBodyBytes) {
            throw tooLarge(body);
        }
        return request(object(parsed(new ByteArrayInputStream(bytes(body, length)), "The body"), "The body"), false);
    }

    /** A query by GET: no mutations. The values are those of the address, decoded. */
    GraphQlRequest ofAddress(Map<String, List<String>> parameters) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : List.of("query", "operationName", "variables", "extensions")) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw HttpRefusal.badRequest(name + " is given more than once");
            }
            if (!values.isEmpty()) {
                boolean isText = name.equals("query") || name.equals("operationName");
                members.put(name, isText ? values.get(0) : ofText(values.get(0), name));
            }
        }
        return request(members, true);
    }

    private Object ofText(String text, String what) {
        return text.isBlank() ? null : parsed(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), what);
    }

    private byte[] bytes(InputStream body, long length) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(maxBodyBytes + 1);
        } catch (IOException e) {
            throw HttpRefusal.badRequest("The body could not be read to its end", e);
        }
        if (bytes.length > maxBodyBytes) {
            throw tooLarge(body);
        }
        if (length > bytes.length) {
            throw HttpRefusal.badRequest("The body ended early");
        }
        return bytes;
    }

    private HttpRefusal tooLarge(InputStream body) {
        discard(body);
        return new HttpRefusal(413, "The body is larger than " + maxBodyBytes + " bytes");
    }

    /**
     * Lets a client come to the end of its body if that is not far, since one that is cut off while it sends does not read
     * the answer.
     */
    private void discard(InputStream body) {
        byte[] discarded = new byte[DISCARDED_AT_ONCE];
        try {
            for (long left = 2L * maxBodyBytes; left > 0; ) {
                int read = body.read(discarded);
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (IOException gone) {
            return; // nobody is there to read an answer
        }
    }

    private Object parsed(InputStream text, String what) {
        // A decoder of our own: Jackson would guess among encodings, and let some wrong ones pass.
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (Reader reader = new InputStreamReader(text, utf8);
                JsonParser parser = json.createParser(reader)) {
            return json.readValue(parser);
        } catch (IOException | StackOverflowError e) {
            throw HttpRefusal.badRequest(what + " is not well-formed JSON in UTF-8", e);
        }
    }

    private static GraphQlRequest request(Map<String, Object> members, boolean readOnly) {
        Object query = members.get("query");
        if (!(query instanceof String text)) {
            throw HttpRefusal.badRequest("query must be there, and be a string");
        }
        Object name = members.get("operationName");
        if (name != null && !(name instanceof String)) {
            throw HttpRefusal.badRequest("operationName must be a string");
        }
        if (members.get("extensions") != null) {
            object(members.get("extensions"), "extensions");
        }
        Object variables = members.get("variables");
        return new GraphQlRequest(
                text,
                Optional.ofNullable((String) name).filter(given -> !given.isEmpty()),
                variables == null ? Map.of() : object(variables, "variables"),
                readOnly);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value, String what) {
        if (value instanceof Map<?, ?> members) {
            return (Map<String, Object>) members;
        }
        throw HttpRefusal.badRequest(what + " must be a JSON object");
    }
}
