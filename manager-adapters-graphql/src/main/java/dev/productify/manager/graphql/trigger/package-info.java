/** Triggers and their runs in GraphQL. */
package dev.productify.manager.graphql.trigger;
