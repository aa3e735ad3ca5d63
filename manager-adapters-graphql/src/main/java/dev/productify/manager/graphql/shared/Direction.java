package dev.productify.manager.graphql.shared;

/** The words of {@code OrderDirection}. */
enum Direction {
    ASC,
    DESC
}
