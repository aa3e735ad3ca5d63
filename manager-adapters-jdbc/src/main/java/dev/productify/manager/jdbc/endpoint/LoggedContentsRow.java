package dev.productify.manager.jdbc.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.productify.manager.domain.endpoint.LoggedCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Headers, as JSON, and bodies of a row of {@code esb_log}. */
record LoggedContentsRow(
        UUID id, String requestHeaders, String requestBody, String responseHeaders, String responseBody) {
    static final String COLUMNS = "l.id, l.request_headers, l.request_body, l.response_headers, l.response_body";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    LoggedCall.Contents toContents() {
        return new LoggedCall.Contents(message(requestHeaders, requestBody), message(responseHeaders, responseBody));
    }

    private static Optional<LoggedCall.Message> message(String headers, String body) {
        if (headers == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LoggedCall.Message(JSON.readValue(headers, HEADERS), body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a logged call does not hold a JSON object", e);
        }
    }

    /** Headers as they are kept; {@code null} where there is no message. */
    static String headers(Optional<LoggedCall.Message> message) {
        try {
            return message.isEmpty()
                    ? null
                    : JSON.writeValueAsString(message.get().headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers hold what JSON does not know", e);
        }
    }
}
