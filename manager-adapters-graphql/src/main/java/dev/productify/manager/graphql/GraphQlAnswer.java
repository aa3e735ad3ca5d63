package dev.productify.manager.graphql;

import static java.util.Objects.requireNonNull;

import dev.productify.manager.domain.shared.ErrorCode;
import dev.productify.manager.ports.idempotency.IdempotentRequests;
import java.util.Arrays;
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

    /**
     * Whether the same request would be answered the same again: it ran, and what was refused of it was refused for a reason that
     * does not pass.
     */
    public boolean isSettled() {
        return outcome == Outcome.EXECUTED && errors.stream().allMatch(GraphQlAnswer::settles);
    }

    private static boolean settles(GraphQlProblem error) {
        return Arrays.stream(ErrorCode.values())
                .anyMatch(code -> code.name().equals(error.code()) && IdempotentRequests.settles(code));
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
