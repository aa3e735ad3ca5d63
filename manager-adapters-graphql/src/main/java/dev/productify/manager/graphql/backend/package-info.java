/** Backends in GraphQL. */
package dev.productify.manager.graphql.backend;
