package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client is answered.
 *
 * @param data {@code null} when nothing was executed, or when a refusal left nothing of it
 */
public record GraphQlAnswer(Outcome outcome, Map<String, Object> data, List<GraphQlProblem> errors) {
    /** How far it went. */
    public enum Outcome {
        /** The operation ran; some of its fields may have been refused. */
        EXECUTED,
        /** The document, the name of the operation or the variables were refused, and nothing ran. */
        REFUSED,
        /** A mutation where only queries are taken; nothing ran. */
        MUTATION_REFUSED
    }

    public GraphQlAnswer {
        requireNonNull(outcome, "outcome");
        errors = List.copyOf(errors);
    }

    static GraphQlAnswer refused(List<GraphQlProblem> errors) {
        return new GraphQlAnswer(Outcome.REFUSED, null, errors);
    }

    /** The members of the answer, in their order: errors, if there are any, then data, if the operation ran. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!errors.isEmpty()) {
            members.put("errors", errors.stream().map(GraphQlProblem::members).toList());
        }
        if (outcome == Outcome.EXECUTED) {
            members.put("data", data);
        }
        return members;
    }
}
