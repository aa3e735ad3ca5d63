package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.productify.manager.domain.idempotency.RequestFingerprint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks.
 *
 * @param variables raw values, as JSON has them; a {@code null} among them is an explicit one
 * @param readOnly whether mutations are to be refused ({@link GraphQlAnswer.Outcome#MUTATION_REFUSED})
 */
public record GraphQlRequest(
        String query, Optional<String> operationName, Map<String, Object> variables, boolean readOnly) {
    private static final ObjectWriter CANONICAL =
            new ObjectMapper().writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    public GraphQlRequest {
        requireNonNull(query, "query");
        requireNonNull(operationName, "operationName");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    public static GraphQlRequest of(String query) {
        return new GraphQlRequest(query, Optional.empty(), Map.of(), false);
    }

    /** By what a repetition of it is recognised: the text as it is, and the variables whatever the order of their members. */
    public RequestFingerprint fingerprint() {
        try {
            return RequestFingerprint.of(
                    "GraphQL", query, operationName.orElse(""), CANONICAL.writeValueAsString(variables));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public GraphQlRequest with(Map<String, Object> newVariables) {
        return new GraphQlRequest(query, operationName, newVariables, readOnly);
    }
}
