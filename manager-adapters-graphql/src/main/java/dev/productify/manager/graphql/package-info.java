/** GraphQL: the engine with its limits, the one mapping of errors, and what a feature's part of the schema is. */
package dev.productify.manager.graphql;
