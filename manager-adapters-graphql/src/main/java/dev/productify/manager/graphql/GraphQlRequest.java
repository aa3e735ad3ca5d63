package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

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
    public GraphQlRequest {
        requireNonNull(query, "query");
        requireNonNull(operationName, "operationName");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    public static GraphQlRequest of(String query) {
        return new GraphQlRequest(query, Optional.empty(), Map.of(), false);
    }

    public GraphQlRequest with(Map<String, Object> newVariables) {
        return new GraphQlRequest(query, operationName, newVariables, readOnly);
    }
}
