package dev.productify.manager.graphql;

import java.time.Duration;

/** Is told of what was executed, for metrics. */
@FunctionalInterface
public interface OperationListener {
    /** What stands for the root field of a document that was refused, so that nobody can invent names. */
    String NO_FIELD = "none";

    /** The outcome of what went well. */
    String SUCCESS = "success";

    OperationListener NONE = (rootField, outcome, duration) -> {};

    /**
     * Called after an operation, for each of its root fields.
     *
     * @param rootField a name that the schema has, or {@link #NO_FIELD}
     * @param outcome {@link #SUCCESS}, or the code of the first error under that field
     * @param duration of the operation as a whole
     */
    void executed(String rootField, String outcome, Duration duration);
}
