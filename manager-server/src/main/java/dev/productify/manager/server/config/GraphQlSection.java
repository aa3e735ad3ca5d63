package dev.productify.manager.server.config;

/**
 * Limits of GraphQL requests.
 *
 * @param maxDepth deepest nesting of fields
 * @param maxBody bytes of a request body
 * @param maxTokens tokens of a document
 * @param maxFields fields of a document, fragments spread out
 * @param maxRootFields root fields, aliases counted one by one
 * @param maxCost rows that a document may ask for
 * @param maxObjects objects in one answer
 */
public record GraphQlSection(
        int maxDepth, int maxBody, int maxTokens, int maxFields, int maxRootFields, int maxCost, int maxObjects) {}
