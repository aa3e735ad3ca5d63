package dev.productify.manager.graphql;

/**
 * How much one operation may ask for (contract G6). What breaks one of them is refused before any use case is called,
 * but for {@code answerObjects}, which only the data can tell. Introspection counts for none of them; it has limits of
 * its own, which leave room for the queries of GraphiQL and of code generators.
 *
 * @param depth how deep fields may lie in each other; a root field has depth 1
 * @param tokens how many words, numbers and signs the document may have; its end counts as one
 * @param fields how many fields the operation may have once its fragments are written out
 * @param rootFields how many of them may lie at the root
 * @param cost how many objects it may ask for, a list without pagination counting {@value #ROWS_WITHOUT_PAGINATION}
 * @param answerObjects how many objects the answer may hold
 */
public record GraphQlLimits(int depth, int tokens, int fields, int rootFields, long cost, int answerObjects) {
    /** What is assumed of a list whose size was not said. */
    public static final int ROWS_WITHOUT_PAGINATION = 20;

    public static final GraphQlLimits DEFAULT = new GraphQlLimits(15, 15_000, 2_000, 30, 100_000, 10_000);

    public GraphQlLimits {
        if (depth < 1 || tokens < 1 || fields < 1 || rootFields < 1 || cost < 1 || answerObjects < 1) {
            throw new IllegalArgumentException("limits are 1 or more");
        }
    }
}
